import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { createHash } from 'node:crypto';
import type { MatchingWorkflow } from '../domain/ports';

/** Starts the matching workflow, at once or through a one-time schedule that deletes itself. */
export function createWorkflowStarter(options: {
  sfn: SFNClient;
  stateMachineArn: string;
  /** Absent where a function only ever starts at once. */
  later?: { scheduler: SchedulerClient; groupName: string; roleArn: string };
}): MatchingWorkflow {
  const { sfn, stateMachineArn, later } = options;
  return {
    async start(input) {
      await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    },

    async startAt(instant, input) {
      if (!later) throw new Error('This function may not schedule: pass `later` to createWorkflowStarter.');
      try {
        await later.scheduler.send(
          new CreateScheduleCommand({
            Name: scheduleName(input.investorId, input.digestKey),
            GroupName: later.groupName,
            ScheduleExpression: `at(${instant.slice(0, 19)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            ActionAfterCompletion: 'DELETE',
            Target: { Arn: stateMachineArn, RoleArn: later.roleArn, Input: JSON.stringify(input) },
          }),
        );
      } catch (error) {
        // The same digest is scheduled already: that is what was asked for.
        if (error instanceof Error && error.name === 'ConflictException') return;
        throw error;
      }
    },
  };
}

/** Schedule names allow 64 characters of [0-9a-zA-Z-_.]; a hash keeps them stable per digest. */
function scheduleName(investorId: string, digestKey: string): string {
  return `digest-${createHash('sha256').update(`${investorId} ${digestKey}`).digest('hex').slice(0, 40)}`;
}
