import type { Digest } from '../../../amplify/domain/digest';
import type { Tone } from '../../components/types';
import { momentLabel } from '../../text/moments';
import { recommendationsText } from '../../text/recommendations';

const text = recommendationsText.outcome;

export interface Outcome {
  tone: Tone;
  title?: string;
  advice: string;
}

/** What became of a settled digest's email, in words; null while it is under way and where the page says it otherwise. */
export function digestOutcome(digest: Digest): Outcome | null {
  const { status } = digest;
  switch (status) {
    case 'sent':
      return { tone: 'success', advice: text.emailed(momentLabel(digest.sentAt ?? digest.dueAt)) };
    case 'delivered':
      return { tone: 'success', advice: text.delivered(momentLabel(digest.sentAt ?? digest.dueAt)) };
    case 'failed':
      return { ...text.failed, tone: 'danger', advice: withReason(digest, text.failed.advice) };
    case 'skipped':
      return { ...text.skipped, tone: 'neutral', advice: withReason(digest, text.skipped.advice) };
    case 'rejected':
    case 'unknown':
    case 'missed':
    case 'bounced':
    case 'complained':
      return { ...text[status], tone: 'warning', advice: withReason(digest, text[status].advice) };
    default:
      return null;
  }
}

function withReason({ reason }: Digest, advice: string): string {
  return reason ? `${reason} ${advice}` : advice;
}
