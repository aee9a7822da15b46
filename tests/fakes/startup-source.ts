import type { StartupSource } from '../../amplify/domain/ports';
import type { Startup } from '../../amplify/domain/startup';

export function createInMemoryStartups(startups: Startup[]): StartupSource {
  return {
    loadAll: async () => startups,
    changedSince: async (instant) => startups.filter((startup) => startup.updatedAt >= instant),
    get: async (id) => startups.find((startup) => startup.id === id) ?? null,
  };
}
