import { describe, expect, it, test } from 'vitest';
import { sampleProfile, sampleStartup } from '../fakes/samples';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { searchInput } from '../../amplify/domain/catalog/search-input';
import { search } from '../../amplify/domain/catalog/search';
import { decodeSnapshot, encodeSnapshot } from '../../amplify/domain/catalog/snapshot';
import { renderDigestEmail } from '../../amplify/domain/email/render-digest-email';
import { knownStartups, NO_HISTORY, roundOf } from '../../amplify/domain/matching/history';
import { rank, toDigestMatch } from '../../amplify/domain/matching/rank';
import { reasonText } from '../../amplify/domain/matching/reason-text';

const NOW = new Date('2026-11-25T08:00:00.000Z');
const OLD = '1969-01-01T00:00:00.000Z';
const undated = sampleStartup({ id: 'undated', listedAt: null, updatedAt: NOW.toISOString() });
const old = sampleStartup({ id: 'old', listedAt: OLD });
const dated = sampleStartup({ id: 'dated', listedAt: '2026-11-20T00:00:00.000Z' });
const profile = sampleProfile();

describe('a startup whose round has no known date', () => {
  it.each([
    ['the catalog', (all: Catalog) => all],
    ['the published catalog', (all: Catalog) => decodeSnapshot(encodeSnapshot(all))],
  ])('is undated in %s, and last in the order by newest, also over pages', (_, through) => {
    const catalog = through(Catalog.from([undated, old, dated]));
    expect(catalog.get('undated')!.listedAt).toBeNull();
    expect(catalog.get('old')!.listedAt).toBe(OLD);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = search(catalog, searchInput.parse({ sort: 'newest', limit: 1, cursor }));
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(ids).toEqual(['dated', 'old', 'undated']);
    catalog.applyChanges([{ ...undated, name: 'Renamed' }]);
    expect(search(catalog, searchInput.parse({ sort: 'newest' })).items.map(({ id }) => id)).toEqual(ids);
  });

  it('gets no points for recency, ranks after an equal dated startup, and is shown as undated', () => {
    const { matches } = rank(profile, Catalog.from([undated, old, dated]), NO_HISTORY, NOW);
    expect(matches.map(({ startup }) => startup.id)).toEqual(['dated', 'old', 'undated']);
    const [, ofOld, ofUndated] = matches.map(({ reasons }) => reasons.find((one) => one.criterion === 'recency')!);
    expect(ofUndated).toMatchObject({ value: null, points: 0 });
    expect(reasonText(ofUndated!)).toBe('Date of the round unknown');
    expect(reasonText(ofOld!)).toBe('Round of January 1, 1969, too long ago to count');
  });

  it('has no date in the email', () => {
    const [match] = rank(profile, Catalog.from([undated]), NO_HISTORY, NOW).matches;
    const { html, text } = renderDigestEmail({
      digest: {
        kind: 'daily',
        dueAt: NOW.toISOString(),
        localDate: '2026-11-25',
        matches: [toDigestMatch(match!)],
        nearMisses: [],
        matchTotal: 1,
      },
      profile,
      appUrl: 'https://app.example.com',
      postalAddress: 'Firstlight, 1 Example Street, Berlin',
      delayed: false,
      unsubscribeUrl: null,
    });
    for (const body of [html, text]) {
      expect(body).not.toContain('Round of');
      expect(body).toContain('Date of the round unknown');
    }
  });
});

const seed = { fundingStage: 'seed', fundingAmount: 1_000_000 } as const;
const EARLIER = '2026-05-01T00:00:00.000Z';
const LATER = '2026-11-01T00:00:00.000Z';

test.each<[was: string | null, is: string | null, change: object, isNew: boolean]>([
  [null, null, {}, false],
  [null, EARLIER, {}, false],
  [null, LATER, {}, false],
  [EARLIER, null, {}, false],
  [EARLIER, EARLIER, {}, false],
  [EARLIER, LATER, {}, true],
  [LATER, EARLIER, {}, false],
  [null, null, { fundingStage: 'series-a' }, true],
  [null, LATER, { fundingAmount: 2_000_000 }, true],
  [EARLIER, null, { fundingStage: 'series-a' }, true],
])('sent with the date %s, with %s now, and %j changed: a new round: %j', (was, is, change, isNew) => {
  const sent = [{ startupId: 'a', round: roundOf(sampleStartup({ ...seed, id: 'a', listedAt: was })) }];
  const catalog = Catalog.from([sampleStartup({ ...seed, ...change, id: 'a', listedAt: is })]);
  const { excluded, changed } = knownStartups({ portfolio: [], sent }, catalog);
  expect([excluded.size, changed.size]).toEqual(isNew ? [0, 1] : [1, 0]);
});
