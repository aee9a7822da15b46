import { describe, expect, it } from 'vitest';
import { searchInput } from '../../domain/catalog/search-input';
import { unknownFields } from './known-fields';

const known = Object.keys(searchInput.shape);
const ALL = `is not known here; known are: ${known.join(', ')}`;

describe('a field that is not known', () => {
  it.each([
    ['industry', 'industries'],
    ['Industries', 'industries'],
    ['industires', 'industries'],
    ['stage', 'fundingStages'],
    ['funding_stages', 'fundingStages'],
    ['funding-stage', 'fundingStages'],
    ['location', 'locations'],
    ['min_funding', 'minFunding'],
    ['maxfunding', 'maxFunding'],
    ['minAmount', null],
    ['sortBy', 'sort'],
    ['limits', 'limit'],
    ['industries[]', 'industries'],
    ['page', null],
    ['q', null],
    ['__proto__', null],
    ['constructor', null],
    ['toString', null],
  ])('%s is refused by name, and %s is suggested', (name, meant) => {
    const [{ field, problem } = { field: '', problem: '' }, ...more] = unknownFields(
      JSON.parse(`{"${name}":1}`),
      known,
    );
    expect(more).toEqual([]);
    expect(`${field} ${problem}`).toContain(name);
    expect(problem).toContain(meant ? `did you mean ${meant}?` : ALL);
  });

  it('is quoted in the text, where it cannot be mistaken for another field', () => {
    const [problem] = unknownFields({ ['limit: 5\nsort' + 'x'.repeat(99)]: 1 }, known);
    expect(problem).toEqual({ field: '', problem: expect.stringMatching(/^"limit: 5\\nsortx{47}" is not known here/) });
  });

  it('is not reported when all fields are known', () => {
    expect(unknownFields(Object.fromEntries(known.map((name) => [name, 1])), known)).toEqual([]);
  });
});
