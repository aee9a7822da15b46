import type { Digest } from './digest';
import { TRANSITIONS, type Openness, type Transition, type TransitionName } from './transitions';

/** A digest as it is stored: with the attributes that only the ledger reads. Instants are ISO 8601 in UTC. */
export interface DigestRecord extends Digest {
  /** The run that holds the claim, or held it last. */
  claimedBy: string | null;
  /** Since when the digest is open; null when nothing is left to do. */
  openSince: string | null;
  updatedAt: string;
}

export interface DigestId {
  investorId: string;
  key: string;
}

/**
 * The record after a transition, or null where the transition does not apply: another status, another holder, or, for
 * `plan`, an existing record. `record` is null where none exists. `now` is the instant of the write.
 */
export function transitioned(
  { investorId, key }: DigestId,
  record: DigestRecord | null,
  name: TransitionName,
  written: Partial<DigestRecord>,
  { now, holder }: { now: string; holder?: string },
): DigestRecord | null {
  const { from, to, writesOnce = [], clears, openness }: Transition = TRANSITIONS[name];
  if (record ? !from.includes(record.status) : from.length > 0) return null;
  if (holder !== undefined && record?.claimedBy !== holder) return null;
  const before = record ?? { ...UNWRITTEN, investorId, key };
  const next = { ...before, ...Object.fromEntries(clears.map((attribute) => [attribute, null])), ...written };
  for (const attribute of writesOnce) {
    if (before[attribute] !== null) Object.assign(next, { [attribute]: before[attribute] });
  }
  const openSince = openSinceAfter(openness, next as DigestRecord, now);
  return { ...next, status: to, openSince, updatedAt: now } as DigestRecord;
}

/** The attributes that no caller of `plan` gives. */
const UNWRITTEN: Partial<DigestRecord> = {
  sentAt: null,
  sesMessageId: null,
  reason: null,
  reasonDetail: null,
  claimedBy: null,
  openSince: null,
};

/** Since when a digest that waits for its due time is open: one that is due later is not stuck before that. */
export function openSinceDue(dueAt: string, now: string): string {
  return dueAt > now ? dueAt : now;
}

function openSinceAfter(openness: Openness, { openSince, dueAt }: DigestRecord, now: string): string | null {
  if (openness === 'open') return openSince ?? now;
  if (openness === 'openAtDue') return openSinceDue(dueAt, now);
  return openness === 'close' ? null : openSince;
}
