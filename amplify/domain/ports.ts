import type { Bookmark } from './bookmark';
import type { Catalog } from './catalog/catalog';
import type { MatchingWorkflowInput } from './digest/digest';
import type { DigestMatch } from './digest/match';
import type { DigestReason } from './digest/reason';
import type { EmailStatusReason } from './email-status-reason';
import type { DueInvestor, EmailStatus, InvestorProfile } from './profile';
import type { Preferences } from './preferences';
import type { CountedOutcome, HourlyCounts, OutcomeCounts } from './sending/delivery-health';
import type { DigestHold } from './sending/digest-hold';
import type { SendQuota } from './sending/send-quota';
import type { Reason } from './reason';
import type { Startup } from './startup';

/*
 * What the domain needs from the world, in its own words. Instants are ISO 8601 in UTC. Every method may throw
 * TransientError when a later try can help. One contract suite per port (tests/contract) runs on every adapter.
 */

export interface Clock {
  now(): Date;
}

/** The source of truth of the catalog. */
export interface StartupSource {
  /** Every startup, listed or not, in no order. */
  loadAll(): Promise<Startup[]>;
  /** Startups whose `updatedAt` is at or after the instant. */
  changedSince(instant: string): Promise<Startup[]>;
  get(id: string): Promise<Startup | null>;
}

/** The catalog as it was published: what a cold function reads in place of the whole table. Never the source of truth. */
export interface CatalogSnapshots {
  /** What the newest snapshot is of, without reading it; null when there is none that this code can read. */
  latest(): Promise<{ asOf: string; startups: number } | null>;
  /**
   * The newest snapshot; what changed at or after `asOf` may not be in it. Null when none was published. Throws
   * UnreadableSnapshotError for one that is of another format, damaged or not all there.
   */
  read(): Promise<{ catalog: Catalog; asOf: string } | null>;
  /** All or nothing. False when a newer one was published meanwhile, which stays. */
  publish(catalog: Catalog, asOf: string): Promise<boolean>;
}

export interface InvestorProfiles {
  get(investorId: string): Promise<InvestorProfile | null>;
  /**
   * Creates the profile unless it exists; an existing one keeps everything but takes the verified email. A new email
   * begins anew: what bounced was the old one. Unsubscribing and a complaint are the person's word and stay.
   */
  register(profile: InvestorProfile): Promise<void>;
  /**
   * Replaces preferences and schedule together. Asking for the daily email takes back an unsubscribing, but no bounce
   * and no complaint. Raises `preferencesVersion`. Returns the stored profile; null when there is none, `stale` when a
   * version is expected and another one is stored: nothing is written then.
   */
  savePreferences(
    investorId: string,
    preferences: Preferences,
    nextDigestAt: string | null,
    now: string,
    expectedVersion?: number,
  ): Promise<InvestorProfile | 'stale' | null>;
  /**
   * Moves the schedule on, only if it still stands at `from` and the profile is still the one of `updatedAt`: false when
   * the investor changed it meanwhile, also when the change led to the same instant.
   */
  advance(investorId: string, from: string, to: string | null, updatedAt: string): Promise<boolean>;
  /**
   * `unsubscribed` only takes the place of `active`, a bounce never that of a complaint: what is grave is not made light
   * of. News from before the investor turned email on again is old and changes nothing.
   */
  setEmailStatus(investorId: string, status: EmailStatus, reason: Reason<EmailStatusReason>, at: string): Promise<void>;
  /**
   * Back to `active`, only if the status still is `from`: what was asked about one stop must not undo another that came
   * meanwhile. Returns the stored profile; null when it changed or there is none.
   */
  resumeEmail(investorId: string, from: EmailStatus, now: string): Promise<InvestorProfile | null>;
}

export interface DueInvestors {
  /**
   * Investors due before the one instant, and not before the other where it is given; earliest first, by reading in
   * proportion to how many they are.
   */
  due(before: string, notBefore?: string): AsyncIterable<DueInvestor>;
}

export interface Portfolio {
  list(userId: string): Promise<Bookmark[]>;
  /**
   * Creates, or changes what is given: a status, note or reason that is left out stays as it is stored, which may be newer
   * than what the caller has seen. A new bookmark without a status is `saved`. The time of creation is kept.
   */
  save(
    bookmark: Omit<Bookmark, 'status' | 'note' | 'passReason'> &
      Partial<Pick<Bookmark, 'status' | 'note' | 'passReason'>>,
  ): Promise<Bookmark>;
}

/**
 * A startup that a digest sent to an investor, or is about to send. It is not sent again until it has a new round;
 * `round` is the one that was sent.
 */
export interface Recommendation {
  startupId: string;
  sentAt: string;
  digestKey: string;
  /** `fundingStage|fundingAmount|listedAt` of what was sent. */
  round: string;
}

export interface Recommendations {
  list(investorId: string): Promise<Recommendation[]>;
  /**
   * Takes the startups for a digest, before it is sent: each by one conditional write, so that of two digests that leave
   * at the same moment only one brings it. Returns those that are the digest's, now or since an earlier try. A startup
   * that changed since it was sent may be taken again, once for each round.
   */
  reserve(investorId: string, digestKey: string, at: string, matches: DigestMatch[]): Promise<DigestMatch[]>;
  /** The digest was certainly not sent: its startups are free for the next. */
  giveBack(investorId: string, digestKey: string, matches: DigestMatch[]): Promise<void>;
}

export interface DigestEmail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Public address that stops the daily email when POSTed to (RFC 2369, RFC 8058); null where there is none. */
  unsubscribeUrl: string | null;
  /** Returned with every SES event. */
  tags: { investorId: string; digestKey: string };
}

export type SendOutcome =
  | { outcome: 'sent'; messageId: string }
  /** SES said no: it was certainly not sent. */
  | { outcome: 'rejected'; reason: Reason<DigestReason> }
  /** No answer: it may have been sent. */
  | { outcome: 'unknown'; reason: Reason<DigestReason> };

export interface Mailer {
  send(email: DigestEmail): Promise<SendOutcome>;
}

/** Message authentication codes with keys that nobody can read. Older keys verify for as long as they are kept. */
export interface TokenSigner {
  /** With the newest key. `keyId` has letters and digits only. */
  sign(text: string): Promise<{ keyId: string; mac: Uint8Array }>;
  /** False for a wrong MAC and for a key that is not ours. */
  verify(text: string, keyId: string, mac: Uint8Array): Promise<boolean>;
}

export interface WorkflowStarter {
  /** Starts at once. */
  start(input: MatchingWorkflowInput): Promise<void>;
  /**
   * Starts at the instant, through a one-time schedule that deletes itself; naming the same digest and instant twice is
   * one start.
   */
  startAt(instant: string, input: MatchingWorkflowInput): Promise<void>;
}

/** The moments at which digests may start, shared by whatever starts them, so that together they keep to one rate. */
export interface SendSlots {
  /**
   * Reserves the next free moments from `from` on, at least one and at most `count`, `spacing` apart. All in
   * milliseconds since 1970.
   */
  reserve(from: number, count: number, spacing: number): Promise<number[]>;
  /** One batch at a time works off the backlog: true when it is this holder's until the instant. Renewed by asking. */
  lease(holder: string, now: number, until: number): Promise<boolean>;
  /** Gives the lease back, if it still is this holder's. */
  release(holder: string): Promise<void>;
}

export interface SendQuotas {
  read(): Promise<SendQuota>;
}

/** What became of all emails, by hour, and whether digests are held back because of it. */
export interface DeliveryRecord {
  count(outcome: CountedOutcome, at: string): Promise<void>;
  /** Counts of the hours from the one that begins at the instant. */
  since(hour: string): Promise<HourlyCounts[]>;
  hold(): Promise<DigestHold>;
  /** Holds digests back until an operator lets them go on (docs/operations.md). */
  pause(at: string, counts: OutcomeCounts): Promise<void>;
}
