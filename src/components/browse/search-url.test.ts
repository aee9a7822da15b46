import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUNDING_STAGES } from '../../../amplify/domain/startup';
import { SEARCH_SORTS, searchInput } from '../../../amplify/domain/catalog/search-input';
import { visibleLine } from '../../../amplify/domain/visible-text';
import { EMPTY_QUERY } from '../../api/startups';
import { browseUrl, readBrowseUrl, readSearchText, searchText, type BrowseState } from './search-url';

const anyState: fc.Arbitrary<BrowseState> = fc
  .record({
    text: fc.string({ maxLength: 200 }).map(visibleLine),
    industries: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }).map(visibleLine).filter(Boolean), {
      maxLength: 5,
    }),
    fundingStages: fc.uniqueArray(fc.constantFrom<string>(...FUNDING_STAGES), { maxLength: 5 }),
    locations: fc.uniqueArray(fc.constantFrom('US', 'US/CA', 'US/CA/San Francisco', 'DE', 'GB/England'), {
      maxLength: 4,
    }),
    minFunding: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    maxFunding: fc.option(fc.integer({ min: 1_000_000, max: 999_999_999_999 })),
    sort: fc.constantFrom(...SEARCH_SORTS),
  })
  .chain((query) =>
    fc
      .option(fc.record({ cursor: fc.string({ minLength: 1 }), page: fc.integer({ min: 2, max: 999 }) }))
      .map((at) => ({ query, page: at?.page ?? 1, cursor: at?.cursor ?? null })),
  );

/** The address as the router passes it: a value that occurs once is a string. */
function asAddress(state: BrowseState) {
  return Object.fromEntries(
    Object.entries(browseUrl(state)).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length === 1 ? value[0] : value,
    ]),
  ) as Record<string, string | string[]>;
}

describe('the address of the browse page', () => {
  it('holds the whole state', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readBrowseUrl(asAddress(state))).toEqual(state);
      }),
    );
  });

  it('is empty for the default state', () => {
    expect(browseUrl({ query: EMPTY_QUERY, page: 1, cursor: null })).toEqual({});
  });

  it('is read without its invalid entries', () => {
    const { query, page, cursor } = readBrowseUrl({
      q: ['first', 'second'],
      industry: [' ', '\u202e', ' Health  Care ', 'Health Care'],
      stage: ['seed', 'no-such-stage', null],
      place: ['us', 'US/CA/San Francisco/Mission', 'DE', 'DE//Berlin', 'DE//'],
      min: 'lots',
      max: '-3',
      sort: 'constructor',
      page: '7',
    });
    expect(query).toEqual({
      ...EMPTY_QUERY,
      text: 'first',
      industries: ['Health Care'],
      fundingStages: ['seed'],
      locations: ['DE', 'DE//Berlin'],
    });
    expect({ page, cursor }).toEqual({ page: 1, cursor: null });
  });

  it('is read without a minimum that is above the maximum', () => {
    expect(readBrowseUrl({ min: '5', max: '3' }).query).toMatchObject({ minFunding: null, maxFunding: 3 });
  });

  it('is never read as a query that the backend rejects', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('seed', 'US', 'newest', '5'), fc.array(fc.string()));
    const keys = fc.constantFrom('q', 'industry', 'stage', 'place', 'min', 'max', 'sort');
    fc.assert(
      fc.property(fc.dictionary(keys, value), (address) => {
        expect(searchInput.safeParse(readBrowseUrl(address).query).success).toBe(true);
      }),
    );
  });
});

describe('a search as text', () => {
  it('is read back as the same search', () => {
    fc.assert(
      fc.property(anyState, ({ query }) => {
        const again = readSearchText(searchText(query));
        expect(searchText(again)).toBe(searchText(query));
        expect({ ...again, industries: again.industries.toSorted() }).toMatchObject({
          text: query.text,
          industries: query.industries.toSorted(),
          minFunding: query.minFunding,
        });
      }),
    );
  });

  it('is equal for searches that show the same results', () => {
    const query = { ...EMPTY_QUERY, industries: ['web', 'biotech'] };
    expect(searchText({ ...query, industries: ['biotech', 'web'], sort: 'newest' })).toBe(searchText(query));
    expect(searchText({ ...EMPTY_QUERY, sort: 'newest' })).toBe('');
    expect(searchText({ ...EMPTY_QUERY, text: 'sun', sort: 'newest' })).toBe('q=sun&sort=newest');
  });

  it('is read as a search that the backend accepts, whatever the text is', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('q', 'min', '=', '&', '%', '%E0%A4', '__proto__', '+'));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(searchInput.safeParse(readSearchText(parts.join(''))).success).toBe(true);
      }),
    );
  });
});
