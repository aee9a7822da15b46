import { describe, expect, it } from 'vitest';
import { compilePattern } from './event-pattern';

const event = {
  source: 'aws.ses',
  detail: { mail: { tags: { set: ['a', 'b'] } }, count: 3, note: null, name: 'Digest-1' },
};

describe('compilePattern', () => {
  it.each<[object, boolean]>([
    [{ source: ['aws.ses'] }, true],
    [{ source: ['aws.s3', 'aws.ses'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ detail: { mail: { tags: { set: ['b'] } } } }, true],
    [{ detail: { mail: { tags: { set: ['c'] } } } }, false],
    [{ detail: { nothing: { here: ['c'] } } }, false],
    [{ source: ['aws.ses'], detail: { count: [4] } }, false],
    [{ detail: { note: [null] } }, true],
    [{ detail: { count: [{ numeric: ['>', 2, '<=', 3] }] } }, true],
    [{ detail: { count: [{ numeric: ['>', 3] }] } }, false],
    [{ detail: { name: [{ prefix: 'Dig' }] } }, true],
    [{ detail: { name: [{ suffix: '-2' }] } }, false],
    [{ detail: { name: [{ wildcard: 'D*-1' }] } }, true],
    [{ detail: { name: [{ 'anything-but': ['Digest-1'] }] } }, false],
    [{ detail: { name: [{ 'anything-but': { prefix: 'X' } }] } }, true],
    [{ detail: { name: [{ 'equals-ignore-case': 'digest-1' }] } }, true],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { name: [{ exists: false }] } }, false],
    [{ $or: [{ source: ['x'] }, { detail: { count: [3] } }] }, true],
  ])('%j: %s', (pattern, expected) => {
    expect(compilePattern(pattern as Record<string, unknown>)(event)).toBe(expected);
  });

  it('throws for an unknown operator', () => {
    expect(() => compilePattern({ source: [{ cidr: '10.0.0.0/8' }] })).toThrow(/cidr/);
  });
});
