import { createHash } from 'node:crypto';
import type { WorkflowStarter } from '../domain/ports';
import { scheduleOnce, type ScheduleGroup } from './one-time-schedule';

/** Starts the matching workflow through one-time schedules. */
export function createScheduledStarter({
  stateMachineArn,
  ...group
}: ScheduleGroup & { stateMachineArn: string }): Pick<WorkflowStarter, 'startAt'> {
  return {
    async startAt(instant, input) {
      const name = scheduleName(input.investorId, input.digestKey, instant);
      await scheduleOnce(group, { name, instant, targetArn: stateMachineArn, input });
    },
  };
}

/** The same name for the same digest and instant, within the length of a schedule's name. */
function scheduleName(investorId: string, digestKey: string, instant: string): string {
  const name = `${investorId} ${digestKey} ${instant}`;
  return `digest-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}
