import type { Service } from './runtime';

/**
 * Stops the services in reverse order of starting, so that a server stops before the services that it uses. A failure
 * does not prevent the others from stopping.
 * @throws AggregateError of all failures, after all services
 */
export async function stopAll(started: readonly Service[]): Promise<void> {
  const failures: unknown[] = [];
  for (const service of [...started].reverse()) await service.stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything stopped cleanly');
}
