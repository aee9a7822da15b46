import { minutesLate } from '../../../amplify/domain/schedule/delivery-log';
import type { Tone } from '../../components/types';
import type { Delivery } from '../../stores/delivery';
import { deliveryText } from '../../text/delivery';
import { localDate, momentLabel, timeLabel } from '../../text/moments';
import { digestReasonText } from '../../text/reasons';
import { DIGEST_STATUS_LABELS } from '../../text/recommendations';

export interface DeliveryOutcome {
  label: string;
  tone: Tone;
  /** One or two sentences; hostile text may be in them, so they are shown as text. */
  words: string;
}

/** A run takes seconds, its retries minutes; after this long nothing finishes it any more. */
const STOPPED_AFTER_MS = 3_600_000;

const text = deliveryText.outcome;

/** What became of a digest's email, with its times in the zone (IANA; null: not known yet). */
export function deliveryOutcome(delivery: Delivery, timeZone: string | null, now: Date): DeliveryOutcome {
  const { status } = delivery;
  const label = DIGEST_STATUS_LABELS[status];
  const time = timeOn(delivery.localDate, delivery.sentAt ?? delivery.dueAt, timeZone);
  switch (status) {
    case 'sent':
    case 'delivered': {
      const late = minutesLate(delivery);
      if (late === 0) return { label, tone: 'success', words: text[status](time) };
      const words = `${text[status](time)} ${text.late(late)}`;
      return { label: deliveryText.badge.late, tone: 'warning', words };
    }
    case 'noMatches':
      return { label, tone: 'neutral', words: text.noMatches };
    case 'skipped':
      return { label, tone: 'neutral', words: digestReasonText(delivery) };
    case 'rejected':
    case 'missed':
      return { label, tone: 'warning', words: digestReasonText(delivery) };
    case 'unknown':
      return { label, tone: 'warning', words: `${digestReasonText(delivery)} ${text.unknownNext}` };
    case 'failed':
      return { label, tone: 'danger', words: `${digestReasonText(delivery)} ${text.failedNext}` };
    case 'bounced':
    case 'complained':
      return { label, tone: 'danger', words: text[status](time) };
    default:
      if (now.getTime() - Date.parse(delivery.dueAt) > STOPPED_AFTER_MS) {
        return { label: deliveryText.badge.none, tone: 'warning', words: text.stopped };
      }
      if (status === 'planned') return { label, tone: 'neutral', words: text.planned(time) };
      return { label, tone: 'neutral', words: text.underWay };
  }
}

/** The time alone on the digest's own date; with the date where it fell on another. */
function timeOn(date: string, instant: string, timeZone: string | null): string {
  if (timeZone === null) return '';
  const same = localDate(new Date(instant), timeZone) === date;
  return same ? timeLabel(instant, timeZone) : momentLabel(instant, timeZone);
}
