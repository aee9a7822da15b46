import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog } from '../catalog/catalog';
import { CRITERIA, type MatchPreferences } from '../preferences';
import { FUNDING_STAGES, type Startup } from '../startup';
import { type MatchHistory, NO_HISTORY } from './history';
import { rank } from './rank';
import { relaxation } from './relaxation';
import { scoreOf } from './score';
import { compileTerms } from './terms';
import { NOW, idsOf, looksFor, startupOf } from './rank-trial';

const INDUSTRIES = ['biotech', 'web', 'software', 'pets', 'quantum'];
const PLACES: [string | null, string | null, string | null][] = [
  ['US', 'CA', 'San Francisco'],
  ['US', 'CA', 'San Jose'],
  ['US', 'CA', null],
  ['US', 'NY', 'New York'],
  ['US', null, null],
  ['DE', 'Berlin', 'Berlin'],
  [null, null, null],
];
const anyAmount = fc.option(fc.oneof(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom(0, 999, 10 ** 6)));
const anyFacts = fc
  .record({
    industry: fc.option(fc.constantFrom(...INDUSTRIES)),
    fundingStage: fc.option(fc.constantFrom(...FUNDING_STAGES)),
    place: fc.constantFrom(...PLACES),
    fundingAmount: anyAmount,
    listedAt: fc.constantFrom('2026-11-20T00:00:00.000Z', '2026-03-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z', null),
    listed: fc.boolean(),
  })
  .map(({ place: [country, region, city], ...facts }) => ({ ...facts, country, region, city }));
const anyStartups = fc
  .array(anyFacts, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((facts, at) => startupOf(`s${at}`, facts)));
const anyProfile = fc
  .record({
    industries: fc.subarray(INDUSTRIES),
    fundingStages: fc.subarray([...FUNDING_STAGES]),
    locations: fc.subarray(['US', 'US/CA', 'US/CA/San Francisco', 'US/NY', 'DE', 'FR']),
    minFunding: anyAmount,
    maxFunding: anyAmount,
    mustMatch: fc.subarray([...CRITERIA]),
  })
  .map(({ minFunding: one, maxFunding: other, ...fields }) => {
    const [minFunding, maxFunding] = one !== null && other !== null && one > other ? [other, one] : [one, other];
    return looksFor({ ...fields, minFunding, maxFunding });
  });
const anyHistory: fc.Arbitrary<MatchHistory> = fc.record({
  portfolio: fc.array(
    fc.record({
      startupId: fc.constantFrom('s0', 's1', 's2', 'elsewhere'),
      status: fc.constantFrom('saved', 'contacted', 'invested', 'passed'),
      passReason: fc.constantFrom(null, 'industry', 'stage', 'location', 'amount', 'other'),
      at: fc.constantFrom('2026-11-01T00:00:00.000Z', '1990-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z'),
      facts: fc.option(anyFacts, { nil: undefined }),
    }),
    { maxLength: 6 },
  ),
  sent: fc.array(fc.record({ startupId: fc.constantFrom('s3', 's4'), round: fc.constantFrom('', 'seed|1|2020', 'x') })),
});

describe('rank, for any input', () => {
  test('does not depend on the order of the catalog', () => {
    fc.assert(
      fc.property(anyStartups, anyProfile, anyHistory, fc.nat(), (startups, profile, history, turn) => {
        const turned = startups.map((_, at) => startups[(at + turn) % startups.length]!).reverse();
        const found = rank(profile, Catalog.from(turned), history, NOW);
        const expected = rank(profile, Catalog.from(startups), history, NOW);
        expect(idsOf(found).sort()).toEqual(idsOf(expected).sort());
        expect(found.matches.map(({ score }) => score)).toEqual(expected.matches.map(({ score }) => score));
        expect(found.total).toBe(expected.total);
        expect(found.nearMisses).toEqual(expected.nearMisses);
      }),
    );
  });

  test('gives finite scores from 0 to 100, equal to the sum of the reasons', () => {
    fc.assert(
      fc.property(anyStartups, anyProfile, anyHistory, (startups, profile, history) => {
        for (const { score, reasons } of rank(profile, Catalog.from(startups), history, NOW).matches) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          const sum = reasons.reduce((total, { points }) => total + points, 0);
          expect(Math.abs(sum - score)).toBeLessThanOrEqual(0.05 * (reasons.length + 1) + 1e-9);
        }
      }),
    );
  });

  test('gives the same scores if every startup is duplicated', () => {
    fc.assert(
      fc.property(anyStartups, anyProfile, fc.integer({ min: 2, max: 4 }), (startups, profile, copies) => {
        const copied = Array.from({ length: copies }, (_, copy) =>
          startups.map((startup) => ({ ...startup, id: `${startup.id}#${copy}` })),
        ).flat();
        const limit = copied.length;
        const scores = new Map(
          rank(profile, Catalog.from(startups), NO_HISTORY, NOW, { limit }).matches.map((match) => [
            match.startup.id,
            match.score,
          ]),
        );
        for (const { startup, score } of rank(profile, Catalog.from(copied), NO_HISTORY, NOW, { limit }).matches) {
          expect(Math.abs(score - scores.get(startup.id.split('#')[0]!)!)).toBeLessThanOrEqual(0.1 + 1e-9);
        }
      }),
    );
  });

  test('does not lower the score of a startup that matches more, all else equal', () => {
    const more: ((profile: MatchPreferences) => Partial<Startup> | null)[] = [
      ({ industries }) => (industries[0] ? { industry: industries[0] } : null),
      ({ fundingStages }) => (fundingStages[0] ? { fundingStage: fundingStages[0] } : null),
      ({ locations }) => (locations.includes('DE') ? { country: 'DE', region: 'Berlin', city: 'Berlin' } : null),
      ({ minFunding, maxFunding }) =>
        minFunding !== null && maxFunding !== null && minFunding <= maxFunding ? { fundingAmount: minFunding } : null,
    ];
    const misses = (profile: MatchPreferences, startup: Startup, at: number) =>
      [
        startup.industry !== null && !profile.industries.includes(startup.industry),
        startup.fundingStage !== null && !profile.fundingStages.includes(startup.fundingStage),
        startup.country === 'US' && startup.region !== null && !profile.locations.some((path) => path.startsWith('US')),
        startup.fundingAmount !== null &&
          (startup.fundingAmount < (profile.minFunding ?? 0) ||
            startup.fundingAmount > (profile.maxFunding ?? Infinity)),
      ][at]!;
    fc.assert(
      fc.property(anyStartups, anyProfile, fc.nat(3), (startups, profile, at) => {
        const change = more[at]!(profile);
        const worse = startups[0]!;
        if (!change || !misses(profile, worse, at)) return;
        const better = { ...worse, ...change, id: 'better', listed: true };
        const catalog = Catalog.from([...startups, { ...worse, listed: true }, better]);
        const terms = compileTerms(profile, catalog, NO_HISTORY, NOW);
        const scoreById = (id: string) => scoreOf(terms, catalog, catalog.rowOf(id)!);
        // Hubs score the same for all preferences, so they are left out of the comparison.
        const hub = (id: string) => terms.hub[catalog.columns.place[catalog.rowOf(id)!]!]! * terms.hubFactor;
        expect(scoreById('better') - hub('better')).toBeGreaterThanOrEqual(scoreById(worse.id) - hub(worse.id) - 1e-9);
      }),
      { numRuns: 400 },
    );
  });

  test('counts the gain of a near miss as the number of matches that relaxing adds', () => {
    fc.assert(
      fc.property(anyStartups, anyProfile, (startups, profile) => {
        const catalog = Catalog.from(startups);
        const before = rank(profile, catalog, NO_HISTORY, NOW);
        for (const miss of before.nearMisses) {
          const relaxed = { ...profile, ...relaxation(miss, profile) };
          expect(rank(relaxed, catalog, NO_HISTORY, NOW).total - before.total).toBe(miss.gain);
        }
      }),
      { numRuns: 300 },
    );
  });
});
