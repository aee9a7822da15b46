import { describe, expect, it } from 'vitest';
import { filterPlaces, placeTree, togglePlace } from './place-choice';

const COUNTS = [
  { value: 'US', count: 10 },
  { value: 'DE', count: 12 },
  { value: 'US/CA', count: 8 },
  { value: 'US/NY', count: 2 },
  { value: 'US/CA/San Francisco', count: 5 },
  { value: 'BR/São Paulo', count: 1 },
];

describe('placeTree', () => {
  it('nests places, with the most startups first', () => {
    const tree = placeTree(COUNTS);
    expect(tree.map(({ path }) => path)).toEqual(['DE', 'US', 'BR']);
    expect(tree[1]!.children.map(({ label, count }) => [label, count])).toEqual([
      ['California', 8],
      ['New York', 2],
    ]);
    expect(tree[1]!.children[0]!.children[0]!.label).toBe('San Francisco');
  });

  it('keeps a chosen place that has no startups now', () => {
    const [france] = placeTree([], ['FR/Brittany']);
    expect(france).toMatchObject({ path: 'FR', count: 0, children: [{ path: 'FR/Brittany', label: 'Brittany' }] });
  });

  it('has no count for a chosen city that is not one of the larger cities', () => {
    const [, us] = placeTree(COUNTS, ['US/FL/Orlando', 'DE//Berlin']);
    const florida = us!.children.find(({ path }) => path === 'US/FL');
    expect(florida).toMatchObject({ count: 0, children: [{ label: 'Orlando', count: null }] });
    expect(placeTree(COUNTS, ['DE//Berlin'])[0]!.children[0]).toMatchObject({ label: 'Berlin', count: null });
  });

  it('has no counts while they are unknown', () => {
    expect(placeTree(null, ['FR'])).toEqual([{ path: 'FR', label: 'France', count: null, children: [] }]);
  });
});

describe('togglePlace', () => {
  it.each([
    [[], 'US', ['US']],
    [['US'], 'US', []],
    [['US'], 'US/CA', ['US/CA']],
    [['US/CA', 'US/NY', 'DE'], 'US', ['DE', 'US']],
    [['US/CA'], 'US/CAB', ['US/CA', 'US/CAB']],
  ])('%j and then %s gives %j', (chosen, path, expected) => {
    expect(togglePlace(chosen, path)).toEqual(expected);
  });
});

describe('filterPlaces', () => {
  it('keeps the parents of a matching place, and drops all others', () => {
    const [us, ...others] = filterPlaces(placeTree(COUNTS), 'francisco');
    expect(others).toEqual([]);
    expect(us!.children.map(({ path }) => path)).toEqual(['US/CA']);
  });

  it.each(['winston salem', 'Winston-Salem', 'winston-salem, nc'])(
    'keeps the places that the catalog finds by %j',
    (text) => {
      const found = placeTree([
        { value: 'US', count: 3 },
        { value: 'US/NC', count: 3 },
        { value: 'US/NC/Winston-Salem', count: 3 },
      ]);
      expect(filterPlaces(found, text)).toEqual(found);
    },
  );

  it('ignores accents', () => {
    expect(filterPlaces(placeTree(COUNTS), 'sao').map(({ path }) => path)).toEqual(['BR']);
  });
});
