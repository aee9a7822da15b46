import type { DigestRecord } from './record';
import type { DigestStatus } from './status';

/** The functions that move a digest, by the file in amplify/functions that does it. */
export type DigestActor =
  | 'save-preferences'
  | 'request-recommendations'
  | 'start-due-digests'
  | 'reconcile-digests'
  | 'find-matches'
  | 'send-digest-email'
  | 'record-failure'
  | 'record-delivery';

/**
 * What a transition writes to `openSince`.
 * `open`: the instant of the write, unless the digest is open already. `openAtDue`: the due time, or the instant of the
 * write if that is later. `close`: null. `keep`: nothing.
 */
export type Openness = 'open' | 'openAtDue' | 'close' | 'keep';

export interface Transition {
  /** Empty for the transition that creates the digest. */
  from: readonly DigestStatus[];
  to: DigestStatus;
  /**
   * `required`: only the run that holds the claim may do it. `optional`: a caller that names a holder must be that
   * holder. Absent: the caller names none.
   */
  holder?: 'required' | 'optional';
  /** Attributes that the caller gives. */
  writes: readonly (keyof DigestRecord)[];
  /** Attributes that the caller gives and that are written only where the record has none. */
  writesOnce?: readonly (keyof DigestRecord)[];
  /** Attributes that become null. */
  clears: readonly (keyof DigestRecord)[];
  openness: Openness;
  /** Who may do it. `DigestLedger<Actor>` has the operations that the actor may do, and no others. */
  by: readonly DigestActor[];
}

const NOT_CLAIMED = ['planned', 'matching', 'matched'] as const;
/** Ended, and no email was sent. */
const ENDED_UNSENT = ['noMatches', 'skipped', 'rejected', 'missed', 'failed'] as const;
const MAY_BE_SENT = ['claimed', 'sending'] as const;
/** Statuses in which certainly nothing has been sent, and from which a digest can end without an email. */
export const ENDABLE = [...NOT_CLAIMED, 'claimed', 'rejected'] as const;
/** Every status but those that SES reports. */
const BEFORE_REPORT = [...NOT_CLAIMED, ...MAY_BE_SENT, ...ENDED_UNSENT, 'sent', 'unknown'] as const;

/** What matching finds. */
const RANKING = ['matches', 'nearMisses', 'matchTotal'] as const;
/** A reason is written and cleared together with its detail. */
const REASON = ['reason', 'reasonDetail'] as const;

const ended = { holder: 'optional', writes: REASON, clears: [], openness: 'close' } as const;
const reported = {
  writes: ['sesMessageId'],
  writesOnce: ['sentAt'],
  clears: REASON,
  openness: 'close',
  by: ['record-delivery'],
} as const;
const matched = { from: ['matching'], writes: RANKING, clears: [] } as const;
const receipt = {
  writes: ['sentAt', 'sesMessageId'],
  clears: REASON,
  openness: 'close',
  by: ['send-digest-email'],
} as const;

/**
 * Every write of a digest's status. The DynamoDB ledger compiles each transition into one conditional write, the ledger in
 * memory evaluates the same table. docs/digest-states.md is generated from it.
 */
export const TRANSITIONS = {
  plan: {
    from: [],
    to: 'planned',
    writes: ['kind', 'dueAt', 'localDate', ...RANKING],
    clears: [],
    openness: 'openAtDue',
    by: ['save-preferences', 'request-recommendations', 'start-due-digests'],
  },
  replan: {
    from: [...NOT_CLAIMED, ...ENDED_UNSENT],
    to: 'planned',
    writes: ['dueAt'],
    clears: REASON,
    openness: 'openAtDue',
    by: ['start-due-digests', 'save-preferences', 'send-digest-email', 'reconcile-digests'],
  },
  beginMatching: {
    from: [...NOT_CLAIMED, 'failed'],
    to: 'matching',
    writes: [],
    clears: REASON,
    openness: 'open',
    by: ['find-matches'],
  },
  recordMatches: { ...matched, to: 'matched', openness: 'keep', by: ['find-matches'] },
  recordNoMatches: { ...matched, to: 'noMatches', openness: 'close', by: ['find-matches'] },
  claim: {
    from: ['matched', 'rejected'],
    to: 'claimed',
    writes: ['claimedBy'],
    clears: REASON,
    openness: 'open',
    by: ['send-digest-email'],
  },
  /** A retry by the holder, which did not receive the answer to its claim. */
  claimAgain: {
    from: ['claimed'],
    to: 'claimed',
    holder: 'required',
    writes: [],
    clears: REASON,
    openness: 'keep',
    by: ['send-digest-email'],
  },
  markSending: {
    from: ['claimed', 'sending'],
    to: 'sending',
    holder: 'required',
    writes: ['matches'],
    clears: [],
    openness: 'keep',
    by: ['send-digest-email'],
  },
  /** Certainly nothing was sent: the next try may claim it. */
  release: {
    from: [...MAY_BE_SENT, 'unknown'],
    to: 'matched',
    holder: 'required',
    writes: REASON,
    clears: [],
    openness: 'open',
    by: ['send-digest-email'],
  },
  markSent: { ...receipt, from: ['sending', 'unknown'], to: 'sent' },
  /** SES reported an outcome before its answer was recorded: the outcome stays, the receipt is added. */
  addReceiptToDelivered: { ...receipt, from: ['delivered'], to: 'delivered' },
  addReceiptToBounced: { ...receipt, from: ['bounced'], to: 'bounced' },
  addReceiptToComplained: { ...receipt, from: ['complained'], to: 'complained' },
  skip: { ...ended, from: ENDABLE, to: 'skipped', by: ['send-digest-email', 'reconcile-digests'] },
  miss: { ...ended, from: ENDABLE, to: 'missed', by: ['start-due-digests', 'send-digest-email', 'reconcile-digests'] },
  fail: {
    ...ended,
    from: ENDABLE,
    to: 'failed',
    by: ['request-recommendations', 'record-failure', 'reconcile-digests'],
  },
  /** It may have been sent, so it is never sent again. */
  loseTrack: {
    ...ended,
    from: MAY_BE_SENT,
    to: 'unknown',
    by: ['send-digest-email', 'record-failure', 'reconcile-digests'],
  },
  rejectBySender: {
    from: [...MAY_BE_SENT, 'unknown'],
    to: 'rejected',
    holder: 'required',
    writes: REASON,
    clears: ['sentAt'],
    openness: 'close',
    by: ['send-digest-email'],
  },
  /** SES accepted the email and then refused to send it. */
  rejectBySes: {
    from: ['sending', 'sent', 'unknown'],
    to: 'rejected',
    writes: REASON,
    clears: ['sentAt'],
    openness: 'close',
    by: ['record-delivery'],
  },
  deliver: { ...reported, from: BEFORE_REPORT, to: 'delivered' },
  bounce: { ...reported, from: [...BEFORE_REPORT, 'delivered'], to: 'bounced' },
  complain: { ...reported, from: [...BEFORE_REPORT, 'delivered', 'bounced'], to: 'complained' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
