import { minutesLate } from '../../../amplify/domain/schedule/delivery-log';
import type { Tone } from '../../components/types';
import type { Delivery } from '../../api/deliveries';
import { deliveryText } from '../../text/delivery';
import { localDate, momentLabel, timeLabel } from '../../text/moments';
import { digestReasonText } from '../../text/reasons';
import { DIGEST_STATUS_LABELS } from '../../text/recommendations';

export interface DeliveryOutcome {
  label: string;
  tone: Tone;
  /** One or two sentences. They can contain hostile text, so they are never rendered as markup. */
  words: string;
}

/** A run takes seconds, or minutes with retries. One that has not settled after this time has stopped. */
const STOPPED_AFTER_MS = 3_600_000;

const text = deliveryText.outcome;

/** The outcome of a digest's email, with times in the zone (IANA; null while it is not known). */
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

/** The time, with its date unless that is the digest's own. */
function timeOn(date: string, instant: string, timeZone: string | null): string {
  if (timeZone === null) return '';
  const same = localDate(new Date(instant), timeZone) === date;
  return same ? timeLabel(instant, timeZone) : momentLabel(instant, timeZone);
}
