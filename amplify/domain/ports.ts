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
 * The ports of the domain. Instants are ISO 8601 in UTC. Every method may throw TransientError when a retry can help.
 * One contract suite per port (tests/contract) runs on every adapter.
 */

export interface Clock {
  now(): Date;
}

/** The source of truth of the catalog. */
export interface StartupSource {
  /** Every startup, listed or not, in no particular order. */
  loadAll(): Promise<Startup[]>;
  /** Startups whose `updatedAt` is at or after the instant. */
  changedSince(instant: string): Promise<Startup[]>;
  get(id: string): Promise<Startup | null>;
}

/** The published catalog, which a cold function reads instead of the whole table. Never the source of truth. */
export interface CatalogSnapshots {
  /** The age and size of the newest snapshot, without its content; null when this code can read none. */
  latest(): Promise<{ asOf: string; startups: number } | null>;
  /**
   * The newest snapshot, which may lack changes made at or after `asOf`. Null when none was published. Throws
   * UnreadableSnapshotError if it has a different format, or is damaged or incomplete.
   */
  read(): Promise<{ catalog: Catalog; asOf: string } | null>;
  /** All or nothing. False when a newer snapshot was published in the meantime; the newer one stays. */
  publish(catalog: Catalog, asOf: string): Promise<boolean>;
}

export interface InvestorProfiles {
  get(investorId: string): Promise<InvestorProfile | null>;
  /**
   * Creates the profile. An existing profile keeps everything except the email, which becomes the verified one. A new
   * email clears a bounce, which concerned the old address. An unsubscription and a complaint stay.
   */
  register(profile: InvestorProfile): Promise<void>;
  /**
   * Replaces preferences and schedule together, and increments `preferencesVersion`. Turning the daily email on cancels
   * an unsubscription, but no bounce and no complaint. Returns the stored profile. Returns null when there is none, and
   * `stale` when another version than the expected one is stored; then nothing is written.
   */
  savePreferences(
    investorId: string,
    preferences: Preferences,
    nextDigestAt: string | null,
    now: string,
    expectedVersion?: number,
  ): Promise<InvestorProfile | 'stale' | null>;
  /**
   * Advances the schedule if it is still at `from` and the profile still has this `updatedAt`. False when the investor
   * changed the profile in the meantime, also when the change led to the same instant.
   */
  advance(investorId: string, from: string, to: string | null, updatedAt: string): Promise<boolean>;
  /**
   * `unsubscribed` replaces only `active`, and a bounce never replaces a complaint. A report from before the investor
   * turned email on again is stale and changes nothing.
   */
  setEmailStatus(investorId: string, status: EmailStatus, reason: Reason<EmailStatusReason>, at: string): Promise<void>;
  /**
   * Back to `active` if the status is still `from`: consent about one stop must not undo a later one. Returns the stored
   * profile; null when the status changed or there is no profile.
   */
  resumeEmail(investorId: string, from: EmailStatus, now: string): Promise<InvestorProfile | null>;
}

export interface DueInvestors {
  /**
   * Investors due before the first instant and, if the second is given, at or after it; earliest first. The cost is
   * proportional to their number.
   */
  due(before: string, notBefore?: string): AsyncIterable<DueInvestor>;
}

export interface Portfolio {
  list(userId: string): Promise<Bookmark[]>;
  /**
   * Creates the bookmark or changes the given fields. A status, note or reason that is left out keeps its stored value,
   * which may be newer than the value that the caller read. A new bookmark without a status is `saved`. The time of
   * creation stays.
   */
  save(
    bookmark: Omit<Bookmark, 'status' | 'note' | 'passReason'> &
      Partial<Pick<Bookmark, 'status' | 'note' | 'passReason'>>,
  ): Promise<Bookmark>;
}

/** A startup that a digest sent to an investor, or is about to send. It is not sent again until it has a new round. */
export interface Recommendation {
  startupId: string;
  sentAt: string;
  digestKey: string;
  /** `fundingStage|fundingAmount|listedAt` of the startup when it was sent. */
  round: string;
}

export interface Recommendations {
  list(investorId: string): Promise<Recommendation[]>;
  /**
   * Reserves startups for a digest before it is sent. Each is one conditional write, so that of two digests sent at the
   * same moment only one contains the startup. Returns those that belong to the digest, from this try or an earlier one.
   * A startup with a new round may be reserved again, once for each round.
   */
  reserve(investorId: string, digestKey: string, at: string, matches: DigestMatch[]): Promise<DigestMatch[]>;
  /** Frees the startups for the next digest. For a digest that was certainly not sent. */
  giveBack(investorId: string, digestKey: string, matches: DigestMatch[]): Promise<void>;
}

export interface DigestEmail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Public address that stops the daily email on a POST (RFC 2369, RFC 8058); null where there is none. */
  unsubscribeUrl: string | null;
  /** Returned with every SES event. */
  tags: { investorId: string; digestKey: string };
}

export type SendOutcome =
  | { outcome: 'sent'; messageId: string }
  /** SES refused it: it was certainly not sent. */
  | { outcome: 'rejected'; reason: Reason<DigestReason> }
  /** SES did not answer: it may have been sent. */
  | { outcome: 'unknown'; reason: Reason<DigestReason> };

export interface Mailer {
  send(email: DigestEmail): Promise<SendOutcome>;
}

/** Message authentication codes with keys that cannot be read. Older keys verify for as long as they exist. */
export interface TokenSigner {
  /** Signs with the newest key. `keyId` has letters and digits only. */
  sign(text: string): Promise<{ keyId: string; mac: Uint8Array }>;
  /** False for a wrong MAC and for an unknown key. */
  verify(text: string, keyId: string, mac: Uint8Array): Promise<boolean>;
}

export interface WorkflowStarter {
  /** Starts immediately. */
  start(input: MatchingWorkflowInput): Promise<void>;
  /**
   * Starts at the instant, through a one-time schedule that deletes itself. Idempotent for the same digest and instant.
   */
  startAt(instant: string, input: MatchingWorkflowInput): Promise<void>;
}

/** The moments at which digests may start. All callers share them, so that together they keep to one rate. */
export interface SendSlots {
  /**
   * Reserves the next free moments from `from` on: at least one, at most `count`, `spacing` apart. Instants are in
   * milliseconds since 1970.
   */
  reserve(from: number, count: number, spacing: number): Promise<number[]>;
  /** Only one batch at a time works on the backlog. True when the holder has the lease until the instant; also renews it. */
  lease(holder: string, now: number, until: number): Promise<boolean>;
  /** Releases the lease if the holder still has it. */
  release(holder: string): Promise<void>;
}

export interface SendQuotas {
  read(): Promise<SendQuota>;
}

/** Outcomes of all emails by hour, and whether digests are held back. */
export interface DeliveryRecord {
  count(outcome: CountedOutcome, at: string): Promise<void>;
  /** Counts of the hours that begin at the instant or later. */
  since(hour: string): Promise<HourlyCounts[]>;
  hold(): Promise<DigestHold>;
  /** Holds digests back until an operator resumes them (docs/operations.md). */
  pause(at: string, counts: OutcomeCounts): Promise<void>;
}
