import type { Digest } from '../../../amplify/domain/digest/digest';
import type { Tone } from '../../components/types';
import { momentLabel } from '../../text/moments';
import { digestReasonText } from '../../text/reasons';
import { recommendationsText } from '../../text/recommendations';

const text = recommendationsText.outcome;

export interface DigestOutcome {
  tone: Tone;
  title?: string;
  advice: string;
}

/**
 * The outcome of a settled digest's email, with times in the zone. Null while the run is under way, and when it found no
 * matches, which the page shows in its own way.
 */
export function digestOutcome(digest: Digest, timeZone: string): DigestOutcome | null {
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

/** The recorded reason, then its consequence. */
function unsent(digest: Digest, status: Unsent, tone: Tone): DigestOutcome {
  const { title, next } = text[status];
  return { tone, title, advice: `${digestReasonText(digest)} ${next}` };
}
