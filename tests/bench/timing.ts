/** Milliseconds of each of `times` runs, after warm-up runs for the compiler. */
export function timed(times: number, run: (at: number) => void, warmUp = 20): number[] {
  for (let at = 0; at < warmUp; at++) run(at);
  return Array.from({ length: times }, (_, at) => {
    const start = performance.now();
    run(at);
    return performance.now() - start;
  });
}

/** The value that the share `at` (0 to 1) of the values does not exceed. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))]!;
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(3) : value.toFixed(0)} ms`;
}

/** Megabytes in use after a collection where the runtime allows one (node --expose-gc). */
export function memoryInUse(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
