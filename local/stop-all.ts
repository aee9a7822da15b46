import type { Service } from './runtime';

/**
 * Stops the services, the last to start first: front doors close before what stands behind them. One that fails keeps
 * none of the others running.
 * @throws AggregateError of all failures, once every service was asked
 */
export async function stopAll(started: readonly Service[]): Promise<void> {
  const failures: unknown[] = [];
  for (const service of [...started].reverse()) await service.stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything stopped cleanly');
}
