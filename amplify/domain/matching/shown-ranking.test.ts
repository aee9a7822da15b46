import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/catalog';
import type { MatchReason } from '../digest/match';
import { DIGEST_UNKNOWN_MAX } from '../digest/size';
import { placeLabel } from '../labels';
import { CRITERIA, DEFAULT_PREFERENCES } from '../preferences';
import type { Startup } from '../startup';
import { type MatchHistory, NO_HISTORY, roundOf } from './history';
import { rankForDigest } from './rank';
import { reasonText } from './reason-text';
import { unknownNote } from './unknown-text';

const NOW = new Date('2026-11-22T08:00:00Z');

function startupOf(id: string, facts: Partial<Startup>): Startup {
  const unsaid = { description: null, website: null, foundedYear: null, teamSize: null, source: null, tags: [] };
  const at = '2026-10-01T00:00:00.000Z';
  const known = {
    industry: 'biotech',
    fundingStage: 'series-a',
    country: 'US',
    region: 'CA',
    city: 'Oakland',
  } as const;
  return { ...unsaid, id, name: id, ...known, fundingAmount: 2e6, listedAt: at, updatedAt: at, listed: true, ...facts };
}

const anyFacts = fc.record({
  industry: fc.constantFrom('biotech', 'web', 'software', null),
  fundingStage: fc.constantFrom('seed' as const, 'series-a' as const, null),
  region: fc.constantFrom('CA', 'NY', null),
  city: fc.constantFrom('Oakland', null),
  fundingAmount: fc.constantFrom(1e5, 2e6, 5e7, null),
  listedAt: fc.constantFrom('2026-10-01T00:00:00.000Z', '2012-01-01T00:00:00.000Z', null),
});
const anyCatalog = fc
  .array(anyFacts, { minLength: 1, maxLength: 60 })
  .map((all) => Catalog.from(all.map((facts, at) => startupOf(`s${at}`, facts))));
const anyPreferences = fc
  .record({
    industries: fc.subarray(['biotech', 'web']),
    fundingStages: fc.subarray(['seed' as const, 'series-a' as const]),
    locations: fc.subarray(['US/CA', 'US/NY', 'US/CA/Oakland']),
    minFunding: fc.constantFrom(null, 1e6),
    mustMatch: fc.subarray([...CRITERIA]),
  })
  .map((wishes) => ({ ...DEFAULT_PREFERENCES, ...wishes }));
const anyHistory: fc.Arbitrary<MatchHistory> = fc
  .array(fc.record({ facts: anyFacts, status: fc.constantFrom('saved' as const, 'invested' as const) }), {
    maxLength: 12,
  })
  .map((all) => ({
    portfolio: all.map(({ facts, status }, at) => ({
      startupId: `own${at}`,
      status,
      passReason: null,
      at: '2026-11-01T00:00:00.000Z',
      facts: { country: 'US', ...facts },
    })),
    sent: [],
  }));

function everyMatch(check: (reasons: MatchReason[], history: MatchHistory) => void): void {
  fc.assert(
    fc.property(anyPreferences, anyCatalog, anyHistory, (preferences, catalog, history) => {
      for (const { reasons } of rankForDigest(preferences, catalog, history, NOW).matches) check(reasons, history);
    }),
    { numRuns: 200 },
  );
}

describe('the matches of a digest, for any input', () => {
  it('are listed in descending order of the shown score', () => {
    fc.assert(
      fc.property(anyPreferences, anyCatalog, anyHistory, (preferences, catalog, history) => {
        const shown = rankForDigest(preferences, catalog, history, NOW).matches.map(({ score }) => score);
        expect(shown).toEqual([...shown].sort((a, b) => b - a));
      }),
    );
  });

  it('make no statement about a portfolio with fewer than five decisions', () => {
    everyMatch((reasons, { portfolio }) => {
      if (portfolio.length >= 5) return;
      for (const reason of reasons) {
        expect(reason.share, reasonText(reason)).toBeNull();
        expect(reason.verdict, reasonText(reason)).not.toBe('learned');
        if (reason.criterion === 'learned') expect(reasonText(reason)).toMatch(/too few/);
      }
    });
  });

  it('have no reason that contradicts another', () => {
    everyMatch((reasons) => {
      const likeness = reasons.find(({ criterion }) => criterion === 'learned');
      if (likeness?.verdict !== 'miss') return;
      for (const { share } of reasons) expect(share ?? 0).toBeLessThan(0.05);
    });
  });

  it('have between 0 and the maximum points for each criterion', () => {
    everyMatch((reasons) => {
      for (const { points, most } of reasons) {
        expect(points).toBeGreaterThanOrEqual(-0.05);
        expect(points).toBeLessThanOrEqual(most! + 0.1);
      }
    });
  });

  it('name the place in the text about its share of the portfolio', () => {
    everyMatch((reasons) => {
      const place = reasons.find(({ criterion }) => criterion === 'location')!;
      if (place.share === null || place.share < 0.05 || place.verdict === 'unknown') return;
      expect(reasonText(place)).toContain(`is in ${placeLabel(place.shareOf!)}`);
    });
  });

  it('include at most five with an unknown must-have, and have a note if there is one', () => {
    fc.assert(
      fc.property(anyPreferences, anyCatalog, anyHistory, (preferences, catalog, history) => {
        const { matches } = rankForDigest(preferences, catalog, history, NOW);
        const unknown = matches.filter((match) => match.unknown!.length > 0);
        expect(unknown.length).toBeLessThanOrEqual(DIGEST_UNKNOWN_MAX);
        expect(unknownNote(matches) === null).toBe(unknown.length === 0);
      }),
    );
  });
});

describe('a digest of startups with unknown industries', () => {
  const preferences = { ...DEFAULT_PREFERENCES, industries: ['biotech'], mustMatch: ['industry' as const] };
  const unknown = Array.from({ length: 20 }, (_, at) => startupOf(`u${at}`, { industry: null }));
  const certain = Array.from({ length: 20 }, (_, at) => startupOf(`c${at}`, { listedAt: null, fundingAmount: null }));

  it.each([
    [20, 0, 5],
    [20, 3, 8],
    [20, 20, 10],
    [2, 20, 10],
    [2, 3, 5],
  ])('of %i startups with an unknown and %i with a known industry has %i matches', (unknowns, certains, size) => {
    const catalog = Catalog.from([...unknown.slice(0, unknowns), ...certain.slice(0, certains)]);
    const { matches } = rankForDigest(preferences, catalog, NO_HISTORY, NOW);
    expect(matches).toHaveLength(size);
    const known = matches.filter(({ industry }) => industry !== null).length;
    expect(known).toBeGreaterThanOrEqual(Math.min(certains, size - DIGEST_UNKNOWN_MAX));
  });
});

describe('startups that were sent or decided on are not counted as new', () => {
  const startups = Array.from({ length: 6 }, (_, at) => startupOf(`s${at}`, {}));
  const catalog = Catalog.from(startups);
  const preferences = { ...DEFAULT_PREFERENCES, mustMatch: [] };
  const sent = (count: number) => startups.slice(0, count).map((one) => ({ startupId: one.id, round: roundOf(one) }));
  const passed = (...ids: string[]) =>
    ids.map((startupId) => ({ startupId, status: 'passed' as const, passReason: null, at: NOW.toISOString() }));

  it.each([
    ['nothing', { portfolio: [], sent: [] }, [6, 0, 0]],
    ['two were sent', { portfolio: [], sent: sent(2) }, [4, 2, 0]],
    ['all were sent', { portfolio: [], sent: sent(6) }, [0, 6, 0]],
    ['one was passed on', { portfolio: passed('s5'), sent: [] }, [5, 0, 1]],
    ['one was sent and passed on', { portfolio: passed('s0'), sent: sent(2) }, [4, 1, 1]],
  ])('%s', (_, history, [total, alreadySent, alreadyDecided]) => {
    expect(rankForDigest(preferences, catalog, history, NOW)).toMatchObject({ total, alreadySent, alreadyDecided });
  });
});
