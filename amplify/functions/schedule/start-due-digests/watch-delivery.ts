import type { DeliveryRecord } from '../../../domain/ports';
import { deliveryHealth, healthWindowStart, type DeliveryHealth } from '../../../domain/sending/delivery-health';
import type { DigestHold } from '../../../domain/sending/digest-hold';

export interface WatchedDelivery {
  health: DeliveryHealth;
  /** The hold, also one that was written now; null when digests are sent. */
  held: DigestHold | null;
}

/**
 * The circuit breaker: too many bounces or complaints hold digests back until an operator resumes them. A hold stays
 * when the window moves on: while nothing is sent, the rates fall although the cause remains.
 */
export async function watchDelivery(record: DeliveryRecord, now: Date): Promise<WatchedDelivery> {
  const [counts, hold] = await Promise.all([record.since(healthWindowStart(now).toISOString()), record.hold()]);
  const health = deliveryHealth(counts, now, hold.resumedAt);
  if (hold.pausedAt) return { health, held: hold };
  if (health.state !== 'pause') return { health, held: null };
  const pausedAt = now.toISOString();
  await record.pause(pausedAt, health.counts);
  return { health, held: { ...hold, pausedAt, reason: 'limitReached', counts: health.counts } };
}
