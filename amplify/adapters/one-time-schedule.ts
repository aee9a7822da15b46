import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';

export interface ScheduleGroup {
  scheduler: Pick<SchedulerClient, 'send'>;
  groupName: string;
  /** Role that EventBridge Scheduler assumes to invoke the target. */
  roleArn: string;
}

export interface OneTimeSchedule {
  /** At most 64 characters of [0-9a-zA-Z-_.]. A schedule whose name exists is not created again. */
  name: string;
  /** ISO 8601 in UTC, of which the seconds count. */
  instant: string;
  targetArn: string;
  /** Sent as JSON. */
  input: object;
}

/** Invokes the target once at an instant. The schedule deletes itself. */
export async function scheduleOnce(
  { scheduler, groupName, roleArn }: ScheduleGroup,
  { name, instant, targetArn, input }: OneTimeSchedule,
): Promise<void> {
  try {
    await scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: groupName,
        ScheduleExpression: `at(${instant.slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: targetArn, RoleArn: roleArn, Input: JSON.stringify(input) },
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ConflictException') return;
    throw error;
  }
}
