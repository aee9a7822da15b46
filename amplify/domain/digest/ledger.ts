import type { Reason } from '../reason';
import type { Digest } from './digest';
import type { DigestMatch, NearMiss } from './match';
import type { DigestReason } from './reason';
import type { DigestId, DigestRecord } from './record';
import type { DigestActor, TransitionName, TRANSITIONS } from './transitions';

export type PlannedDigest = DigestId & Pick<Digest, 'kind' | 'dueAt' | 'localDate'>;

interface DigestReads {
  get(investorId: string, key: string): Promise<Digest | null>;
  /** Newest first. */
  list(investorId: string, limit: number): Promise<Digest[]>;
  /**
   * Digests that have been open, and were not written, for longer than these milliseconds by the ledger's clock. The cost
   * is proportional to their number.
   */
  stuck(silentMs: number): AsyncIterable<Digest>;
}

/** The primitives of a ledger, implemented on DynamoDB and in memory. */
export interface DigestStore extends DigestReads {
  /** One conditional write: `transitioned` says what it writes. True when the transition applied. */
  move(digest: DigestId, name: TransitionName, written: Partial<DigestRecord>, holder?: string): Promise<boolean>;
}

/** The changes of a digest's status. Each does one transition of the table, or the first that applies of several. */
interface DigestOperations {
  plan(digest: PlannedDigest): Promise<'planned' | 'exists'>;
  /** For another instant of the same date. False when the digest may have been sent or does not exist. */
  replan(investorId: string, key: string, dueAt: string): Promise<boolean>;
  /** False when the digest is claimed or may have been sent. */
  beginMatching(investorId: string, key: string): Promise<boolean>;
  recordMatches(
    investorId: string,
    key: string,
    result: { matches: DigestMatch[]; nearMisses: NearMiss[]; matchTotal: number },
  ): Promise<void>;
  /** Exactly one holder gets `claimed`, and gets it again in a retry. `holder` names the caller and must be unique. */
  claim(investorId: string, key: string, holder: string): Promise<'claimed' | 'taken'>;
  /**
   * The last step before the call to SES, with the matches that the email contains. Throws when the holder no longer has
   * the claim.
   */
  markSending(investorId: string, key: string, holder: string, matches: DigestMatch[]): Promise<void>;
  /** Gives the claim back when certainly nothing was sent. */
  release(investorId: string, key: string, holder: string, reason: Reason<DigestReason>): Promise<void>;
  markSent(investorId: string, key: string, at: string, sesMessageId: string): Promise<void>;
  /** SES refused the holder's email. Also corrects an `unknown` that another caller wrote. */
  reject(investorId: string, key: string, holder: string, reason: Reason<DigestReason>): Promise<void>;
  /** SES accepted the email and then reported that it did not send it. */
  recordRejection(investorId: string, key: string, reason: Reason<DigestReason>): Promise<void>;
  /**
   * The outcome that SES reports, which proves that the email was sent. Idempotent, in any order; a complaint replaces a
   * bounce, and a bounce replaces a delivery. True when it changed the digest.
   */
  recordDelivery(
    investorId: string,
    key: string,
    status: keyof typeof REPORTS,
    at: string,
    sesMessageId: string,
  ): Promise<boolean>;
}

interface Settling<Status> {
  /** Ends a digest without an email. */
  settle(investorId: string, key: string, status: Status, reason: Reason<DigestReason>, holder?: string): Promise<void>;
}

const RECEIPTS = ['markSent', 'addReceiptToDelivered', 'addReceiptToBounced', 'addReceiptToComplained'] as const;
const ENDINGS = { unknown: 'loseTrack', skipped: 'skip', missed: 'miss', failed: 'fail' } as const;
const REPORTS = { delivered: 'deliver', bounced: 'bounce', complained: 'complain' } as const;

/** The transitions that each operation may try. The compiler refuses an operation that tries another. */
interface TransitionsTried {
  plan: 'plan';
  replan: 'replan';
  beginMatching: 'beginMatching';
  recordMatches: 'recordMatches' | 'recordNoMatches';
  claim: 'claim' | 'claimAgain';
  markSending: 'markSending';
  release: 'release';
  markSent: (typeof RECEIPTS)[number];
  reject: 'rejectBySender';
  recordRejection: 'rejectBySes';
  recordDelivery: (typeof REPORTS)[keyof typeof REPORTS];
  settle: (typeof ENDINGS)[keyof typeof ENDINGS];
}

type Table = typeof TRANSITIONS;
type TransitionsOf<Actor> = {
  [Name in TransitionName]: Extract<Table[Name]['by'][number], Actor> extends never ? never : Name;
}[TransitionName];
type OperationsOf<Actor> = {
  [Name in keyof DigestOperations]: TransitionsTried[Name] extends TransitionsOf<Actor> ? Name : never;
}[keyof DigestOperations];
type EndingsOf<Actor> = {
  [Status in keyof typeof ENDINGS]: (typeof ENDINGS)[Status] extends TransitionsOf<Actor> ? Status : never;
}[keyof typeof ENDINGS];

/**
 * The record of every digest, and the claim that lets a digest be sent once although runs repeat. A digest is open from
 * its plan until nothing is left to do; `stuck` finds one that stays open for long.
 *
 * It has the operations whose transitions the actor may do by the table, or one of the actors of a union. A function
 * names its own file as the actor.
 */
export type DigestLedger<Actor extends DigestActor> = DigestReads &
  Pick<DigestOperations, OperationsOf<Actor>> &
  ([EndingsOf<Actor>] extends [never] ? unknown : Settling<EndingsOf<Actor>>);

/** The attributes that the caller of a transition gives. */
type Written<Name extends TransitionName> = Pick<
  DigestRecord,
  | Table[Name]['writes'][number]
  | (Table[Name] extends { writesOnce: readonly (infer Once extends keyof DigestRecord)[] } ? Once : never)
>;

type Holder<Name extends TransitionName> = Table[Name] extends { holder: 'required' }
  ? [holder: string]
  : Table[Name] extends { holder: 'optional' }
    ? [holder?: string]
    : [];

type Move<Allowed extends TransitionName> = <Name extends Allowed>(
  digest: DigestId,
  name: Name,
  written: Written<Name>,
  ...holder: Holder<Name>
) => Promise<boolean>;

type Operations = DigestOperations & Settling<keyof typeof ENDINGS>;

const OPERATIONS: { [Name in keyof Operations]: (move: Move<TransitionsTried[Name]>) => Operations[Name] } = {
  plan:
    (move) =>
    async ({ investorId, key, kind, dueAt, localDate }) => {
      const written = { kind, dueAt, localDate, matches: [], nearMisses: [], matchTotal: 0 };
      return (await move({ investorId, key }, 'plan', written)) ? 'planned' : 'exists';
    },

  replan: (move) => (investorId, key, dueAt) => move({ investorId, key }, 'replan', { dueAt }),

  beginMatching: (move) => (investorId, key) => move({ investorId, key }, 'beginMatching', {}),

  recordMatches: (move) => async (investorId, key, result) => {
    const name = result.matches.length > 0 ? 'recordMatches' : 'recordNoMatches';
    await move({ investorId, key }, name, result);
  },

  claim: (move) => async (investorId, key, holder) => {
    const claimed =
      (await move({ investorId, key }, 'claim', { claimedBy: holder })) ||
      (await move({ investorId, key }, 'claimAgain', {}, holder));
    return claimed ? 'claimed' : 'taken';
  },

  markSending: (move) => async (investorId, key, holder, matches) => {
    const marked = await move({ investorId, key }, 'markSending', { matches }, holder);
    if (!marked) throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
  },

  release: (move) => async (investorId, key, holder, reason) => {
    await move({ investorId, key }, 'release', reasonAttributes(reason), holder);
  },

  // SES may report an outcome before its answer to the call is recorded.
  markSent: (move) => async (investorId, key, sentAt, sesMessageId) => {
    for (const name of RECEIPTS) {
      if (await move({ investorId, key }, name, { sentAt, sesMessageId })) return;
    }
  },

  reject: (move) => async (investorId, key, holder, reason) => {
    await move({ investorId, key }, 'rejectBySender', reasonAttributes(reason), holder);
  },

  recordRejection: (move) => async (investorId, key, reason) => {
    await move({ investorId, key }, 'rejectBySes', reasonAttributes(reason));
  },

  recordDelivery: (move) => (investorId, key, status, sentAt, sesMessageId) =>
    move({ investorId, key }, REPORTS[status], { sentAt, sesMessageId }),

  settle: (move) => async (investorId, key, status, reason, holder) => {
    await move({ investorId, key }, ENDINGS[status], reasonAttributes(reason), holder);
  },
};

function reasonAttributes({ code, detail }: Reason<DigestReason>) {
  return { reason: code, reasonDetail: detail ?? null };
}

/** All operations over a store's primitives. */
export function digestLedger(store: DigestStore): DigestLedger<DigestActor> {
  const operations = Object.entries(OPERATIONS).map(([name, over]) => [name, over(store.move)]);
  return { get: store.get, list: store.list, stuck: store.stuck, ...Object.fromEntries(operations) };
}
