import type { MatchingWorkflowInput } from '../../amplify/domain/digest/digest';
import type { WorkflowStarter } from '../../amplify/domain/ports';

/** Records starts. The starts of the investors in `failing` fail. */
export class FakeWorkflowStarter implements WorkflowStarter {
  readonly started: MatchingWorkflowInput[] = [];
  readonly scheduled: { instant: string; input: MatchingWorkflowInput }[] = [];
  readonly failing = new Set<string>();

  async start(input: MatchingWorkflowInput) {
    if (this.failing.has(input.investorId)) throw new Error('Step Functions is not there');
    this.started.push(input);
  }

  async startAt(instant: string, input: MatchingWorkflowInput) {
    this.scheduled.push({ instant, input });
  }
}
