import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { WorkflowStarter } from '../domain/ports';

/** Starts the matching workflow immediately. */
export function createWorkflowStarter(options: {
  sfn: SFNClient;
  stateMachineArn: string;
}): Pick<WorkflowStarter, 'start'> {
  const { sfn, stateMachineArn } = options;
  return {
    async start(input) {
      await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    },
  };
}
