import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';

/** Schedules a function to run again at an instant, with the event `{time}`. Two calls for one second run it once. */
export function createBatchContinuation(options: {
  scheduler: Pick<SchedulerClient, 'send'>;
  groupName: string;
  roleArn: string;
}): (functionArn: string, at: Date, time: Date) => Promise<void> {
  const { scheduler, groupName, roleArn } = options;
  return async (functionArn, at, time) => {
    const instant = at.toISOString().slice(0, 19);
    try {
      await scheduler.send(
        new CreateScheduleCommand({
          Name: `digest-batch-${instant.replace(/\D/g, '')}`,
          GroupName: groupName,
          ScheduleExpression: `at(${instant})`,
          ScheduleExpressionTimezone: 'UTC',
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify({ time: time.toISOString() }) },
        }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ConflictException') return;
      throw error;
    }
  };
}
