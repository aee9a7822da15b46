import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { WorkflowStarter } from '../domain/ports';
import { createLaterStarter, type LaterStarts } from './later-starter';

/** Starts the matching workflow, immediately or through a one-time schedule that deletes itself. */
export function createWorkflowStarter(options: {
  sfn: SFNClient;
  stateMachineArn: string;
  /** Absent for a function that only starts immediately. */
  later?: Omit<LaterStarts, 'stateMachineArn'>;
}): WorkflowStarter {
  const { sfn, stateMachineArn, later } = options;
  return {
    async start(input) {
      await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    },

    async startAt(instant, input) {
      if (!later) throw new Error('This function has no scheduler: pass `later` to createWorkflowStarter.');
      await createLaterStarter({ ...later, stateMachineArn }).startAt(instant, input);
    },
  };
}
