import { describe, expect, test } from 'vitest';
import { wholePoints } from './whole-points';

describe('wholePoints', () => {
  test.each([
    [
      [22.5, 16.9, 21.9, 28.1, 9.6],
      [22, 17, 22, 28, 10],
    ],
    [
      [0.4, 0.4, 0.4],
      [1, 0, 0],
    ],
    [
      [-3.6, 10.2],
      [-4, 11],
    ],
    [[], []],
  ])('%j is shown as %j, which sums to the rounded score', (points, shown) => {
    expect(wholePoints(points)).toEqual(shown);
    expect(shown.reduce((a, b) => a + b, 0)).toBe(Math.round(points.reduce((a, b) => a + b, 0)));
  });
});
