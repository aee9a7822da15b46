import type { Digest } from '../../../amplify/domain/digest/digest';
import type { Tone } from '../../components/types';
import { momentLabel } from '../../text/moments';
import { recommendationsText } from '../../text/recommendations';

const text = recommendationsText.outcome;

export interface Outcome {
  tone: Tone;
  title?: string;
  advice: string;
}

/**
 * What became of a settled digest's email, in words, with times in the zone; null while it is under way and where the
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
      return outcomeOf(digest, status, 'danger');
    case 'skipped':
      return outcomeOf(digest, status, 'neutral');
    case 'rejected':
    case 'unknown':
    case 'missed':
    case 'bounced':
    case 'complained':
      return outcomeOf(digest, status, 'warning');
    default:
      return null;
  }
}

type Explained = 'failed' | 'skipped' | 'rejected' | 'unknown' | 'missed' | 'bounced' | 'complained';

/** A recorded reason says what happened, in the place of our own words for it; what follows from it comes after. */
function outcomeOf({ reason }: Digest, status: Explained, tone: Tone): Outcome {
  const { title, what, next } = text[status];
  return { tone, title, advice: [reason ?? what, next].filter(Boolean).join(' ') };
}
