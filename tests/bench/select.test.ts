import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleStartups } from './sample-startups';
import { BOOKMARK_STATUSES, PASS_REASONS } from '../../amplify/domain/bookmark';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { CRITERIA, type Criterion, DEFAULT_PREFERENCES, type MatchPreferences } from '../../amplify/domain/preferences';
import { FUNDING_STAGES } from '../../amplify/domain/startup';
import { chooseRows } from '../../amplify/domain/matching/choose-rows';
import { shownScore } from '../../amplify/domain/matching/diversity';
import { compileMustHaves, isEligible } from '../../amplify/domain/matching/eligible';
import { knownStartups, type MatchHistory, NO_HISTORY } from '../../amplify/domain/matching/history';
import { scoreOf } from '../../amplify/domain/matching/score';
import { selectBest } from '../../amplify/domain/matching/select';
import { compileTerms } from '../../amplify/domain/matching/terms';
import { compareScored } from '../../amplify/domain/matching/top-rows';
import { certainOnly, unknownMusts } from '../../amplify/domain/matching/uncertain';
import { WEIGHTS } from '../../amplify/domain/matching/weights';

const NOW = new Date('2026-11-22T08:00:00Z');
/** So many that most are not read, and that own cities, hubs and the ends of a ticket size have some. */
const STARTUPS = sampleStartups(3000);
const CATALOG = Catalog.from(STARTUPS);
/** The same startups; most of them lack some fact. */
const SPARSE = Catalog.from(
  STARTUPS.map((one, at) => ({
    ...one,
    ...[{}, { industry: null }, { fundingStage: null }, { region: null, city: null }, { fundingAmount: null }][at % 5],
  })),
);

const anyStartup = fc.constantFrom(...STARTUPS);
const anyPath = anyStartup.chain(({ country, region, city }) =>
  fc.integer({ min: 1, max: 3 }).map((depth) => [country, region, city].slice(0, depth).join('/')),
);
const anyLog = fc.option(fc.double({ min: 4, max: 9, noNaN: true }));
const anyProfile: fc.Arbitrary<MatchPreferences> = fc
  .record({
    industries: fc.array(
      anyStartup.map(({ industry }) => industry ?? 'web'),
      { maxLength: 4 },
    ),
    fundingStages: fc.subarray([...FUNDING_STAGES]),
    locations: fc.array(anyPath, { maxLength: 4 }),
    ends: fc.tuple(anyLog, anyLog),
    mustMatch: fc.oneof(fc.constant<Criterion[]>([]), fc.subarray([...CRITERIA])),
  })
  .map(({ ends: [one, other], ...fields }) => {
    const [low, high] = one !== null && other !== null && one > other ? [other, one] : [one, other];
    const amount = (log: number | null) => (log === null ? null : Math.round(10 ** log));
    return { ...DEFAULT_PREFERENCES, ...fields, minFunding: amount(low), maxFunding: amount(high) };
  });
const anyHistory: fc.Arbitrary<MatchHistory> = fc.record({
  portfolio: fc
    .array(
      fc.record({
        facts: anyStartup,
        status: fc.constantFrom(...BOOKMARK_STATUSES),
        passReason: fc.option(fc.constantFrom(...PASS_REASONS)),
        at: fc.constantFrom('2026-11-01T00:00:00.000Z', '2025-05-01T00:00:00.000Z', '2019-01-01T00:00:00.000Z'),
      }),
      { maxLength: 30 },
    )
    .map((entries) => entries.map((entry) => ({ ...entry, startupId: entry.facts.id }))),
  sent: fc.constant([]),
});

describe('selection', () => {
  test('selects the same startups as a sort of all scores', () => {
    fc.assert(
      fc.property(anyProfile, anyHistory, fc.constantFrom(0, 1, 10, 50, 5000), (profile, history, limit) => {
        const terms = compileTerms(profile, CATALOG, history, NOW);
        const must = compileMustHaves(profile, CATALOG);
        const { excluded } = knownStartups(history, CATALOG);
        const plain = STARTUPS.map(({ id }) => CATALOG.rowOf(id)!)
          .filter((row) => isEligible(must, CATALOG, excluded, row))
          .map((row) => ({ row, score: scoreOf(terms, CATALOG, row) }))
          .sort((a, b) => compareScored(CATALOG, a, b));
        const found = selectBest(terms, must, CATALOG, excluded, limit);
        expect(found).toEqual({ best: plain.slice(0, limit), total: plain.length });
      }),
      { numRuns: 200 },
    );
  });

  test('limits startups with unknown facts to their share, and omits none that scores higher, for any catalog', () => {
    const limits = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(anyProfile, anyHistory, limits, fc.boolean(), (profile, history, [limit, unknownLimit], sparse) => {
        const catalog = sparse ? SPARSE : CATALOG;
        const terms = compileTerms(profile, catalog, history, NOW);
        const must = compileMustHaves(profile, catalog);
        const certain = certainOnly(must, terms);
        const { excluded } = knownStartups(history, catalog);
        const isUnknown = (row: number) => unknownMusts(must, terms, catalog, row).length > 0;
        const eligible = STARTUPS.map(({ id }) => catalog.rowOf(id)!)
          .filter((row) => isEligible(must, catalog, excluded, row))
          .map((row) => ({ row, score: scoreOf(terms, catalog, row) }))
          .sort((a, b) => compareScored(catalog, a, b));
        for (const { row } of eligible) expect(isUnknown(row)).toBe(!isEligible(certain, catalog, excluded, row));
        let unknown = 0;
        const plain = eligible.filter(({ row }) => !isUnknown(row) || unknown++ < unknownLimit).slice(0, limit);

        const { chosen, total } = chooseRows(terms, must, catalog, excluded, { limit, unknownLimit });
        // Startups with equal whole scores take turns, so the selection among them differs from the plain order.
        const points = (rows: typeof chosen) => rows.map(({ score }) => Math.round(shownScore(score)));
        expect(points(chosen)).toEqual(points(plain));
        expect(chosen.filter(({ row }) => isUnknown(row)).length).toBeLessThanOrEqual(unknownLimit);
        expect(total).toBe(eligible.length);
      }),
      { numRuns: 200 },
    );
  });

  test('learns the same from facts that came with the portfolio as from the same facts in the catalog', () => {
    fc.assert(
      fc.property(anyProfile, anyHistory, anyStartup, (profile, history, { id }) => {
        const row = CATALOG.rowOf(id)!;
        const copied = {
          ...history,
          portfolio: history.portfolio.map((one) => ({ ...one, facts: { ...one.facts! } })),
        };
        const known = scoreOf(compileTerms(profile, CATALOG, history, NOW), CATALOG, row);
        expect(scoreOf(compileTerms(profile, CATALOG, copied, NOW), CATALOG, row)).toBeCloseTo(known, 9);
      }),
    );
  });

  test.each(['web', 'biotech'])('goes by what is liked in general: %s', (liked) => {
    const cold = { features: {}, industry: { [liked]: 1 }, stage: {} };
    const profile = { ...DEFAULT_PREFERENCES, mustMatch: [] };
    const terms = compileTerms(profile, CATALOG, NO_HISTORY, NOW, { ...WEIGHTS, cold });
    const { best } = selectBest(terms, compileMustHaves(profile, CATALOG), CATALOG, new Set(), 10);
    expect(best.map(({ row }) => CATALOG.at(row).industry)).toEqual(Array(10).fill(liked));
  });
});
