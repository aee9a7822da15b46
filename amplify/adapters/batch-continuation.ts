import { scheduleOnce, type ScheduleGroup } from './one-time-schedule';

/** Schedules a function to run again at an instant, with the event `{time}`. Two calls for one second run it once. */
export function createBatchContinuation(
  group: ScheduleGroup,
): (functionArn: string, at: Date, time: Date) => Promise<void> {
  return async (targetArn, at, time) => {
    const instant = at.toISOString();
    const name = `digest-batch-${instant.slice(0, 19).replace(/\D/g, '')}`;
    await scheduleOnce(group, { name, instant, targetArn, input: { time: time.toISOString() } });
  };
}
