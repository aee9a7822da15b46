import type { Digest } from '../../../amplify/domain/digest/digest';
import type { Tone } from '../../components/types';
import { momentLabel } from '../../text/moments';
import { digestReasonText } from '../../text/reasons';
import { recommendationsText } from '../../text/recommendations';

const text = recommendationsText.outcome;

export interface Outcome {
  tone: Tone;
  title?: string;
  advice: string;
}

/**
 * The outcome of a settled digest's email, in words, with times in the zone; null while it is under way and where the
 * page says it otherwise.
 */
export function digestOutcome(digest: Digest, timeZone: string): Outcome | null {
  const { status } = digest;
  switch (status) {
    case 'sent':
      return { tone: 'success', advice: text.emailed(momentLabel(digest.sentAt ?? digest.dueAt, timeZone)) };
    case 'delivered':
      return { tone: 'success', advice: text.delivered(momentLabel(digest.sentAt ?? digest.dueAt, timeZone)) };
    case 'failed':
      return unsent(digest, status, 'danger');
    case 'skipped':
      return unsent(digest, status, 'neutral');
    case 'rejected':
    case 'unknown':
    case 'missed':
      return unsent(digest, status, 'warning');
    case 'bounced':
    case 'complained':
      return { tone: 'warning', title: text[status].title, advice: text[status].next };
    default:
      return null;
  }
}

type Unsent = 'failed' | 'skipped' | 'rejected' | 'unknown' | 'missed';

/** The recorded reason, then what follows from it. */
function unsent(digest: Digest, status: Unsent, tone: Tone): Outcome {
  const { title, next } = text[status];
  return { tone, title, advice: `${digestReasonText(digest)} ${next}` };
}
