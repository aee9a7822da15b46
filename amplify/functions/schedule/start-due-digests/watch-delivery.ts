import type { DeliveryRecord } from '../../../domain/ports';
import { deliveryHealth, healthWindowStart, type DeliveryHealth } from '../../../domain/sending/delivery-health';

export interface WatchedDelivery {
  health: DeliveryHealth;
  /** Why digests are held back; null when they are sent. */
  held: string | null;
}

/**
 * The circuit breaker: too many bounces or complaints hold digests back until an operator resumes them. A hold stays
 * when the window moves on: while nothing is sent, the rates fall although the cause remains.
 */
export async function watchDelivery(record: DeliveryRecord, now: Date): Promise<WatchedDelivery> {
  const [counts, hold] = await Promise.all([record.since(healthWindowStart(now).toISOString()), record.hold()]);
  const health = deliveryHealth(counts, now, hold.resumedAt);
  if (hold.pausedAt) return { health, held: hold.reason ?? 'Held back by an operator.' };
  if (health.state !== 'pause') return { health, held: null };
  await record.pause(now.toISOString(), health.reason!);
  return { health, held: health.reason };
}
