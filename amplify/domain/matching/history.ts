import type { Bookmark, BookmarkStatus, PassReason } from '../bookmark';
import type { Catalog } from '../catalog/catalog';
import type { Recommendation } from '../ports';
import type { Startup } from '../startup';

/** A startup as it was when the investor acted on it. */
export interface RoundFacts {
  industry: string | null;
  fundingStage: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  fundingAmount: number | null;
}

export interface PortfolioEntry {
  startupId: string;
  status: BookmarkStatus;
  passReason: PassReason | null;
  /** Instant of the status. */
  at: string;
  /** If missing, the current facts of the catalog are used. */
  facts?: RoundFacts;
}

/**
 * The investor's actions and the startups that were sent. The ranking learns from the actions. Digests repeat these
 * startups only with a new round.
 */
export interface MatchHistory {
  portfolio: PortfolioEntry[];
  /** `round` is `roundOf` the startup when it was sent. */
  sent: { startupId: string; round: string }[];
}

export const NO_HISTORY: MatchHistory = { portfolio: [], sent: [] };

/** The history from the stored rows, with each startup's facts from the catalog. */
export function matchHistory(bookmarks: Bookmark[], sent: Recommendation[], catalog: Catalog): MatchHistory {
  return {
    portfolio: bookmarks.map(({ startupId, status, passReason, updatedAt }) => ({
      startupId,
      status,
      passReason,
      at: updatedAt,
      facts: catalog.get(startupId) ?? undefined,
    })),
    sent: sent.map(({ startupId, round }) => ({ startupId, round })),
  };
}

/** `fundingStage|fundingAmount|listedAt`, empty where unknown. Distinguishes a new round from the one that was sent. */
export function roundOf(startup: Pick<Startup, 'fundingStage' | 'fundingAmount' | 'listedAt'>): string {
  return `${startup.fundingStage ?? ''}|${startup.fundingAmount ?? ''}|${startup.listedAt ?? ''}`;
}

export interface KnownStartups {
  /** Rows that are not proposed. */
  excluded: Set<number>;
  /** Rows that the investor acted on, with or without a new round. */
  decided: Set<number>;
  /** Rows with a new round since they were sent or acted on, with the new fact, e.g. `series-b`. */
  changed: Map<number, string>;
}

/**
 * A startup that was sent or acted on is proposed again only after a new round. This includes startups that the
 * investor passed on, because the reason may no longer apply. A startup that the investor invested in is never proposed
 * again.
 */
export function knownStartups(history: MatchHistory, catalog: Catalog): KnownStartups {
  const excluded = new Set<number>();
  const decided = new Set<number>();
  const changed = new Map<number, string>();
  for (const { startupId, round } of newestRounds(history, catalog)) {
    const row = catalog.rowOf(startupId);
    if (row === undefined) continue;
    const news = newRound(round, catalog.at(row));
    if (news === null) excluded.add(row);
    else changed.set(row, news);
  }
  for (const entry of history.portfolio) {
    const row = catalog.rowOf(entry.startupId);
    if (row === undefined) continue;
    decided.add(row);
    if (entry.status === 'invested') excluded.add(row);
    else if (!excluded.has(row) && !changed.has(row)) {
      const news = roundSince(entry, catalog.at(row));
      if (news === null) excluded.add(row);
      else changed.set(row, news);
    } else if (changed.has(row) && roundSince(entry, catalog.at(row)) === null) {
      excluded.add(row);
    }
  }
  for (const row of excluded) changed.delete(row);
  return { excluded, decided, changed };
}

/** The newest round of each startup that was sent. */
function newestRounds({ sent }: MatchHistory, catalog: Catalog) {
  const newest = new Map<string, { startupId: string; round: string }>();
  for (const one of sent) {
    const other = newest.get(one.startupId);
    const startup = catalog.get(one.startupId);
    const isCurrent = startup !== null && one.round === roundOf(startup);
    if (!other || isCurrent || listedAtOf(one.round) > listedAtOf(other.round)) {
      if (!other || startup === null || other.round !== roundOf(startup)) newest.set(one.startupId, one);
    }
  }
  return newest.values();
}

function listedAtOf(round: string): string {
  return round.slice(round.lastIndexOf('|') + 1);
}

/** The new fact since a round that was sent, or null. A fact that only became known is not a new round. */
function newRound(round: string, startup: Startup): string | null {
  if (round === roundOf(startup)) return null;
  const [stage = '', amount = '', ...rest] = round.split('|');
  const laterDate = isLater(startup.listedAt, rest.join('|'));
  const otherStage = stage !== '' && startup.fundingStage !== null && stage !== startup.fundingStage;
  const otherAmount = amount !== '' && startup.fundingAmount !== null && Number(amount) !== startup.fundingAmount;
  return laterDate || otherStage || otherAmount ? newsOf(startup, otherStage, otherAmount) : null;
}

/** The new fact since the investor acted on the startup, or null. */
function roundSince({ at, facts }: PortfolioEntry, startup: Startup): string | null {
  const laterDate = isLater(startup.listedAt, at);
  const otherStage =
    facts !== undefined &&
    facts.fundingStage !== null &&
    startup.fundingStage !== null &&
    facts.fundingStage !== startup.fundingStage;
  return laterDate || otherStage ? newsOf(startup, otherStage, false) : null;
}

/** False for an unknown date: a date that became known or unknown does not mean a new round. */
function isLater(listedAt: string | null, than: string): boolean {
  return listedAt !== null && than !== '' && listedAt > than;
}

function newsOf(startup: Startup, otherStage: boolean, otherAmount: boolean): string {
  if (startup.fundingStage !== null && (otherStage || !otherAmount)) return startup.fundingStage;
  return startup.fundingAmount === null ? 'new round' : String(startup.fundingAmount);
}
