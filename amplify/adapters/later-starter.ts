import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { createHash } from 'node:crypto';
import type { WorkflowStarter } from '../domain/ports';

export interface LaterStarts {
  scheduler: SchedulerClient;
  groupName: string;
  /** What EventBridge Scheduler starts the workflow with. */
  roleArn: string;
  stateMachineArn: string;
}

/** Starts the matching workflow through one-time schedules that delete themselves. */
export function createLaterStarter({
  scheduler,
  groupName,
  roleArn,
  stateMachineArn,
}: LaterStarts): Pick<WorkflowStarter, 'startAt'> {
  return {
    async startAt(instant, input) {
      try {
        await scheduler.send(
          new CreateScheduleCommand({
            Name: scheduleName(input.investorId, input.digestKey, instant),
            GroupName: groupName,
            ScheduleExpression: `at(${instant.slice(0, 19)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            ActionAfterCompletion: 'DELETE',
            Target: { Arn: stateMachineArn, RoleArn: roleArn, Input: JSON.stringify(input) },
          }),
        );
      } catch (error) {
        // The same digest is scheduled for that instant already: that is what was asked for.
        if (error instanceof Error && error.name === 'ConflictException') return;
        throw error;
      }
    },
  };
}

/** Schedule names allow 64 characters of [0-9a-zA-Z-_.]; a hash keeps them stable per digest and instant. */
function scheduleName(investorId: string, digestKey: string, instant: string): string {
  const name = `${investorId} ${digestKey} ${instant}`;
  return `digest-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}
