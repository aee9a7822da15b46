import { describe, expect, test } from 'vitest';
import { Catalog } from '../catalog/catalog';
import { CRITERIA, type MatchPreferences } from '../preferences';
import type { Startup } from '../startup';
import { type MatchHistory, NO_HISTORY, roundOf } from './history';
import { rank, toDigestMatch } from './rank';
import { relaxation } from './relaxation';
import { NOW, idsOf, looksFor, startupOf } from './rank-trial';

describe('rank', () => {
  test('requires a must-have and merely prefers a nice-to-have', () => {
    const catalog = Catalog.from([startupOf('web', { industry: 'web' }), startupOf('bio')]);
    expect(idsOf(rank(looksFor({ industries: ['biotech'] }), catalog, NO_HISTORY, NOW))).toEqual(['bio', 'web']);
    expect(
      idsOf(rank(looksFor({ industries: ['biotech'], mustMatch: ['industry'] }), catalog, NO_HISTORY, NOW)),
    ).toEqual(['bio']);
  });

  test('keeps a startup whose amount is unknown and says so', () => {
    const catalog = Catalog.from([startupOf('quiet', { fundingAmount: null })]);
    const profile = looksFor({ minFunding: 1_000_000, maxFunding: 3_000_000, mustMatch: ['amount'] });
    const [match] = rank(profile, catalog, NO_HISTORY, NOW).matches;
    expect(match!.reasons.find(({ criterion }) => criterion === 'amount')).toMatchObject({
      verdict: 'unknown',
      value: null,
    });
  });

  test('excludes startups that contain an excluded term as a whole word, in any case and with any accents', () => {
    const catalog = Catalog.from([
      startupOf('casino', { description: 'An online CASINÓ for all' }),
      startupOf('casinos', { name: 'Casinova' }),
    ]);
    expect(idsOf(rank(looksFor({ excludedTerms: ['casino'] }), catalog, NO_HISTORY, NOW))).toEqual(['casinos']);
  });

  test('proposes a sent startup again only after a new round, and says what is new', () => {
    const before = startupOf('a');
    const history = { portfolio: [], sent: [{ startupId: 'a', round: roundOf(before) }] };
    expect(rank(looksFor(), Catalog.from([before]), history, NOW).matches).toEqual([]);
    const after = { ...before, fundingStage: 'series-b' as const, listedAt: '2026-11-10T00:00:00.000Z' };
    const [match] = rank(looksFor(), Catalog.from([after]), history, NOW).matches;
    expect(match!.changed).toBe('series-b');
    expect(toDigestMatch(match!).round).toBe(roundOf(after));
  });

  test.each(['saved', 'contacted', 'passed'] as const)(
    'proposes a startup that was %s again only after a new round, and says what is new',
    (status) => {
      const acted = { startupId: 'a', status, passReason: null, at: '2026-10-15T00:00:00.000Z' };
      const history = { portfolio: [acted], sent: [{ startupId: 'a', round: roundOf(startupOf('a')) }] };
      expect(rank(looksFor(), Catalog.from([startupOf('a')]), history, NOW).total).toBe(0);
      const after = startupOf('a', { fundingStage: 'series-b', listedAt: '2026-11-10T00:00:00.000Z' });
      expect(rank(looksFor(), Catalog.from([after]), history, NOW).matches[0]!.changed).toBe('series-b');
    },
  );

  test('never proposes a startup that the investor invested in', () => {
    const own = { startupId: 'a', status: 'invested' as const, passReason: null, at: '2026-01-01T00:00:00.000Z' };
    expect(rank(looksFor(), Catalog.from([startupOf('a')]), { portfolio: [own], sent: [] }, NOW).total).toBe(0);
  });

  test('lowers the score of an industry after a dismissal because of the industry', () => {
    const startups = ['a', 'b', 'c'].map((id) => startupOf(id)).concat(startupOf('web', { industry: 'web' }));
    const passed = {
      startupId: 'a',
      status: 'passed' as const,
      passReason: 'industry' as const,
      at: '2026-11-20T00:00:00.000Z',
    };
    const gap = (history: MatchHistory) => {
      const scores = new Map(
        rank(looksFor(), Catalog.from(startups), history, NOW).matches.map((m) => [m.startup.id, m.score]),
      );
      return scores.get('b')! - scores.get('web')!;
    };
    expect(gap({ portfolio: [passed], sent: [] })).toBeLessThan(gap(NO_HISTORY));
  });

  test('takes startups with equal scores in turns by industry', () => {
    const many = Array.from({ length: 30 }, (_, at) => startupOf(`bio${at}`));
    const few = Array.from({ length: 3 }, (_, at) =>
      startupOf(`ny${at}`, { industry: 'quantum', listedAt: '2026-09-30T00:00:00.000Z' }),
    );
    const weights = {
      fittedAt: '',
      crossValidated: { cold: 0, warm: 0 },
      cold: { features: {}, industry: {}, stage: {} },
      warm: { features: {}, industry: {}, stage: {} },
      together: { industry: {}, stage: {}, region: {} },
    };
    const ids = idsOf(rank(looksFor(), Catalog.from([...many, ...few]), NO_HISTORY, NOW, { limit: 10, weights }));
    expect(ids.filter((id) => id.startsWith('ny')).length).toBe(3);
  });

  test.each<[Partial<Startup>, Partial<MatchPreferences>, object]>([
    [
      { country: 'DE', region: 'Berlin', city: null },
      { locations: ['US'] },
      { criterion: 'location', change: 'add', value: 'DE', gain: 1 },
    ],
    [
      { region: 'NY', city: null },
      { locations: ['US/CA'] },
      { criterion: 'location', change: 'add', value: 'US/NY', gain: 1 },
    ],
    [
      { city: 'San Jose' },
      { locations: ['US/CA/San Francisco'] },
      { criterion: 'location', change: 'add', value: 'US/CA', gain: 1 },
    ],
    [
      { fundingAmount: 1_900_000 },
      { maxFunding: 1_000_000 },
      { criterion: 'amount', change: 'raiseMaximum', value: '2000000', gain: 1 },
    ],
    [
      { fundingAmount: 260_000 },
      { minFunding: 1_000_000 },
      { criterion: 'amount', change: 'lowerMinimum', value: '250000', gain: 1 },
    ],
    [{ industry: 'web' }, { industries: ['biotech'] }, { criterion: 'industry', change: 'add', value: 'web', gain: 1 }],
    [
      { fundingStage: 'seed' },
      { fundingStages: ['series-a'] },
      { criterion: 'stage', change: 'add', value: 'seed', gain: 1 },
    ],
  ])('counts the near miss of %j for %j, and applying it adds as many matches', (facts, wanted, expected) => {
    const profile = looksFor({ ...wanted, mustMatch: [...CRITERIA] });
    const catalog = Catalog.from([startupOf('a', facts)]);
    const { nearMisses } = rank(profile, catalog, NO_HISTORY, NOW);
    expect(nearMisses).toEqual([expected]);
    const relaxed = { ...profile, ...relaxation(nearMisses[0]!, profile) };
    expect(rank(relaxed, catalog, NO_HISTORY, NOW).total).toBe(1);
  });
});
