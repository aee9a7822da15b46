import type { Digest } from './digest';
import type { DigestReason, Reason } from './reason';
import type { DigestStatus } from './status';
import type { PlannedDigest } from '../ports';

/** A digest as it is stored: with what only the ledger reads. Instants are ISO 8601 in UTC. */
export interface DigestRecord extends Digest {
  /** Names the run that holds the claim, or held it last. */
  claimedBy: string | null;
  /** Since when the digest is open; null when nothing is left to do. */
  openSince: string | null;
  updatedAt: string;
}

/** The functions and events that move a digest. */
export type DigestActor =
  | 'batch'
  | 'MatchStartups'
  | 'SendEmail'
  | 'record-failure'
  | 'reconciler'
  | 'save-preferences'
  | 'commands'
  | 'SES event';

/**
 * What a transition does to the digest's place among the open ones.
 * `open`: open since now, unless it is open already. `reopenAtDue`: open since its due time, or since now when that has
 * passed. `close`: nothing is left to do. `keep`: as it was.
 */
export type Openness = 'open' | 'reopenAtDue' | 'close' | 'keep';

export interface Transition {
  from: readonly DigestStatus[];
  to: DigestStatus;
  /**
   * `required`: only the run that holds the claim may do it. `optional`: whoever names a holder must be the holder.
   * Left out: anybody.
   */
  holder?: 'required' | 'optional';
  /** Attributes that the caller gives. */
  writes: readonly (keyof DigestRecord)[];
  /** Attributes that the caller gives and that are kept when they are there already. */
  writesOnce?: readonly (keyof DigestRecord)[];
  /** Attributes that become unknown. */
  clears: readonly (keyof DigestRecord)[];
  openness: Openness;
  by: readonly DigestActor[];
}

const NOT_CLAIMED = ['planned', 'matching', 'matched'] as const;
/** Ended, and nothing left the house. */
const ENDED_UNSENT = ['noMatches', 'skipped', 'rejected', 'missed', 'failed'] as const;
const MAY_HAVE_LEFT = ['claimed', 'sending'] as const;
const ENDABLE = [...NOT_CLAIMED, 'claimed', 'rejected'] as const;
/** Every status that an outcome reported by SES replaces, but for those that a later report never replaces. */
const BEFORE_REPORT = [...NOT_CLAIMED, ...MAY_HAVE_LEFT, ...ENDED_UNSENT, 'sent', 'unknown'] as const;

/** A reason is written and cleared together with its detail. */
const REASON = ['reason', 'reasonDetail'] as const;

const ended = { holder: 'optional', writes: REASON, clears: [], openness: 'close' } as const;
const reported = {
  writes: ['sesMessageId'],
  writesOnce: ['sentAt'],
  clears: REASON,
  openness: 'close',
  by: ['SES event'],
} as const;
const matched = { from: ['matching'], writes: ['matches', 'nearMisses', 'matchTotal'], clears: [] } as const;
const receipt = {
  writes: ['sentAt', 'sesMessageId'],
  clears: REASON,
  openness: 'close',
  by: ['SendEmail'],
} as const;

/**
 * Every change of a digest's status after its plan was written. The DynamoDB ledger compiles each into one conditional
 * write, and the ledger in memory evaluates the same table. docs/digest-states.md shows it as a picture.
 */
export const TRANSITIONS = {
  replan: {
    from: [...NOT_CLAIMED, ...ENDED_UNSENT],
    to: 'planned',
    writes: ['dueAt'],
    clears: REASON,
    openness: 'reopenAtDue',
    by: ['batch', 'save-preferences', 'SendEmail', 'reconciler'],
  },
  beginMatching: {
    from: [...NOT_CLAIMED, 'failed'],
    to: 'matching',
    writes: [],
    clears: REASON,
    openness: 'open',
    by: ['MatchStartups'],
  },
  recordMatches: { ...matched, to: 'matched', openness: 'keep', by: ['MatchStartups'] },
  recordNoMatches: { ...matched, to: 'noMatches', openness: 'close', by: ['MatchStartups'] },
  claim: {
    from: ['matched', 'rejected'],
    to: 'claimed',
    writes: ['claimedBy'],
    clears: REASON,
    openness: 'open',
    by: ['SendEmail'],
  },
  /** The answer to the first try was lost on its way. */
  claimAgain: {
    from: ['claimed'],
    to: 'claimed',
    holder: 'required',
    writes: [],
    clears: REASON,
    openness: 'keep',
    by: ['SendEmail'],
  },
  markSending: {
    from: ['claimed', 'sending'],
    to: 'sending',
    holder: 'required',
    writes: ['matches'],
    clears: [],
    openness: 'keep',
    by: ['SendEmail'],
  },
  /** Certainly nothing left: the next try may claim it. */
  release: {
    from: [...MAY_HAVE_LEFT, 'unknown'],
    to: 'matched',
    holder: 'required',
    writes: REASON,
    clears: [],
    openness: 'open',
    by: ['SendEmail'],
  },
  markSent: { ...receipt, from: ['sending', 'unknown'], to: 'sent' },
  /** SES reported an outcome before its answer was recorded: the outcome stays, and the receipt is added. */
  addReceiptToDelivered: { ...receipt, from: ['delivered'], to: 'delivered' },
  addReceiptToBounced: { ...receipt, from: ['bounced'], to: 'bounced' },
  addReceiptToComplained: { ...receipt, from: ['complained'], to: 'complained' },
  skip: { ...ended, from: ENDABLE, to: 'skipped', by: ['SendEmail', 'reconciler'] },
  miss: { ...ended, from: ENDABLE, to: 'missed', by: ['batch', 'SendEmail', 'reconciler'] },
  fail: { ...ended, from: ENDABLE, to: 'failed', by: ['commands', 'record-failure', 'reconciler'] },
  /** It may have left, so it is never sent again. */
  loseTrack: { ...ended, from: MAY_HAVE_LEFT, to: 'unknown', by: ['SendEmail', 'record-failure', 'reconciler'] },
  rejectBySender: {
    from: [...MAY_HAVE_LEFT, 'unknown'],
    to: 'rejected',
    holder: 'required',
    writes: REASON,
    clears: ['sentAt'],
    openness: 'close',
    by: ['SendEmail'],
  },
  /** SES took the email and then refused to send it. */
  rejectBySes: {
    from: ['sending', 'sent', 'unknown'],
    to: 'rejected',
    writes: REASON,
    clears: ['sentAt'],
    openness: 'close',
    by: ['SES event'],
  },
  deliver: { ...reported, from: BEFORE_REPORT, to: 'delivered' },
  bounce: { ...reported, from: [...BEFORE_REPORT, 'delivered'], to: 'bounced' },
  complain: { ...reported, from: [...BEFORE_REPORT, 'delivered', 'bounced'], to: 'complained' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;

/** In the order in which they are tried: SES may report an outcome before its answer to the call is recorded. */
export const SENT_TRANSITIONS = [
  'markSent',
  'addReceiptToDelivered',
  'addReceiptToBounced',
  'addReceiptToComplained',
] as const;

export const REPORT_TRANSITIONS = { delivered: 'deliver', bounced: 'bounce', complained: 'complain' } as const;

/** The transition that ends a digest without an email. A rejection without a holder is one that SES reports. */
export function settlingTransition(
  status: 'rejected' | 'unknown' | 'skipped' | 'missed' | 'failed',
  holder: string | undefined,
) {
  if (status === 'rejected') return holder === undefined ? 'rejectBySes' : 'rejectBySender';
  return ({ unknown: 'loseTrack', skipped: 'skip', missed: 'miss', failed: 'fail' } as const)[status];
}

/** The attributes that the caller of a transition gives. */
export type Written<Name extends TransitionName> = Pick<
  DigestRecord,
  | (typeof TRANSITIONS)[Name]['writes'][number]
  | ((typeof TRANSITIONS)[Name] extends { writesOnce: readonly (infer Once extends keyof DigestRecord)[] }
      ? Once
      : never)
>;

/** A reason as the attributes of a record. */
export function reasonAttributes({ code, detail }: Reason<DigestReason>) {
  return { reason: code, reasonDetail: detail ?? null };
}

/** The record of a digest that was just planned. */
export function plannedRecord(digest: PlannedDigest, now: string): DigestRecord {
  return {
    ...digest,
    status: 'planned',
    matches: [],
    nearMisses: [],
    matchTotal: 0,
    sentAt: null,
    sesMessageId: null,
    reason: null,
    reasonDetail: null,
    claimedBy: null,
    openSince: openSinceDue(digest.dueAt, now),
    updatedAt: now,
  };
}

/** Since when a digest is open that waits for its due time: one that is planned for later is not silent before it. */
export function openSinceDue(dueAt: string, now: string): string {
  return dueAt > now ? dueAt : now;
}

/**
 * The record after a transition, or null where the transition does not apply: another status, or another holder.
 * `now` is the instant of the write.
 */
export function transitioned<Name extends TransitionName>(
  record: DigestRecord,
  name: Name,
  written: Written<Name>,
  { now, holder }: { now: string; holder?: string },
): DigestRecord | null {
  const { from, to, writesOnce = [], clears, openness }: Transition = TRANSITIONS[name];
  if (!from.includes(record.status)) return null;
  if (holder !== undefined && record.claimedBy !== holder) return null;
  const next = { ...record, ...Object.fromEntries(clears.map((attribute) => [attribute, null])), ...written };
  for (const attribute of writesOnce) {
    if (record[attribute] !== null) Object.assign(next, { [attribute]: record[attribute] });
  }
  return { ...next, status: to, openSince: openSinceAfter(openness, next, now), updatedAt: now };
}

function openSinceAfter(openness: Openness, { openSince, dueAt }: DigestRecord, now: string): string | null {
  if (openness === 'open') return openSince ?? now;
  if (openness === 'reopenAtDue') return openSinceDue(dueAt, now);
  return openness === 'close' ? null : openSince;
}
