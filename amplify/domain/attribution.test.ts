import { describe, expect, it } from 'vitest';
import { attributionsOf } from './attribution';

describe('whom facts have to name', () => {
  it.each([
    [[], []],
    [[null, undefined, ''], []],
    [['nordic-2024.csv', 'my-crunchbase-notes'], []],
    [['crunchbase-2013'], ['Crunchbase October 2013 snapshot']],
    [['crunchbase-2013', null, 'crunchbase-2013'], ['Crunchbase October 2013 snapshot']],
    [
      ['kenya', 'Crunchbase export', 'crunchbase-2013'],
      ['Crunchbase', 'Crunchbase October 2013 snapshot'],
    ],
    [['crunchbased'], []],
  ])('%j', (sources, names) => {
    expect(attributionsOf(sources).map(({ name }) => name)).toEqual(names);
  });
});
