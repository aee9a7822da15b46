import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { createHash } from 'node:crypto';
import type { WorkflowStarter } from '../domain/ports';

export interface LaterStarts {
  scheduler: SchedulerClient;
  groupName: string;
  /** Role with which EventBridge Scheduler starts the workflow. */
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
        // The same digest is already scheduled for that instant.
        if (error instanceof Error && error.name === 'ConflictException') return;
        throw error;
      }
    },
  };
}

/** A schedule's name has at most 64 characters of [0-9a-zA-Z-_.]. The hash is the same for a digest and instant. */
function scheduleName(investorId: string, digestKey: string, instant: string): string {
  const name = `${investorId} ${digestKey} ${instant}`;
  return `digest-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}
