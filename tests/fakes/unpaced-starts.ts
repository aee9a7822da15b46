import type { WorkflowStarter } from '../../amplify/domain/ports';
import type { DigestStarts } from '../../amplify/functions/schedule/start-due-digests/paced-starts';

/** Passes every start on to the workflow immediately. */
export function unpacedStarts(workflow: WorkflowStarter): DigestStarts {
  return {
    async start(input) {
      await workflow.start(input);
      return 'started';
    },
    async startAt(instant, input) {
      await workflow.startAt(instant, input);
      return 'started';
    },
  };
}
