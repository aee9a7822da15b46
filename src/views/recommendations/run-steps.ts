import type { DigestStatus } from '../../../amplify/domain/digest/status';

export const RUN_STEPS = ['matching', 'checking', 'emailing', 'done'] as const;
export type RunStep = (typeof RUN_STEPS)[number];
export type StepState = 'waiting' | 'active' | 'done' | 'skipped' | 'failed';

/**
 * The state of each step. The steps are the states of the workflow: MatchStartups, CheckMatches, SendEmail or NoMatches,
 * end. A null status means that the run was requested and has not started.
 */
export function runSteps(status: DigestStatus | null): Record<RunStep, StepState> {
  switch (status) {
    case null:
    case 'planned':
      return steps('waiting', 'waiting', 'waiting', 'waiting');
    case 'matching':
      return steps('active', 'waiting', 'waiting', 'waiting');
    case 'matched':
      return steps('done', 'active', 'waiting', 'waiting');
    case 'claimed':
    case 'sending':
      return steps('done', 'done', 'active', 'waiting');
    case 'noMatches':
    case 'skipped':
    case 'missed':
      return steps('done', 'done', 'skipped', 'done');
    case 'rejected':
    case 'unknown':
    case 'bounced':
    case 'complained':
      return steps('done', 'done', 'failed', 'done');
    case 'failed':
      return steps('failed', 'waiting', 'waiting', 'waiting');
    case 'sent':
    case 'delivered':
      return steps('done', 'done', 'done', 'done');
  }
}

function steps(...[matching, checking, emailing, done]: [StepState, StepState, StepState, StepState]) {
  return { matching, checking, emailing, done };
}
