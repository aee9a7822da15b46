/**
 * Points as whole numbers whose sum is the shown score, by the largest remainder (Hamilton's method): rounding each on
 * its own would show terms that do not add up.
 */
export function wholePoints(points: readonly number[]): number[] {
  const whole = points.map(Math.floor);
  const missing = Math.round(sum(points)) - sum(whole);
  const byRemainder = points
    .map((exact, index) => ({ index, remainder: exact - Math.floor(exact) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) whole[index]! += 1;
  return whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
