import {
  deliveryRates,
  HEALTH_WINDOW_HOURS,
  limitsReached,
  type OutcomeCounts,
} from '../../../domain/sending/delivery-health';
import type { DigestHold } from '../../../domain/sending/digest-hold';

/** Why digests are held back, for the log and its reader. */
export function holdText({ reason, reasonDetail, counts }: DigestHold): string {
  if (reason === 'limitReached' && counts) return limitsText(counts, 'pause');
  return reasonDetail ?? 'Held back by an operator.';
}

/** The limits of a level that the counts of the window reach, with their figures. */
export function limitsText(counts: OutcomeCounts, level: 'warn' | 'pause'): string {
  const rates = deliveryRates(counts);
  const texts = {
    bounces: `${percent(rates.bounceRate)} of ${rates.volume} emails bounced`,
    complaints: `${percent(rates.complaintRate)} of ${counts.delivered} were reported as spam`,
  };
  const reached = limitsReached(rates, level).map((limit) => texts[limit]);
  return `In ${HEALTH_WINDOW_HOURS} hours ${reached.join(', and ')}.`;
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`;
}
