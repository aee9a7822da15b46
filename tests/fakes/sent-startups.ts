import type { SentStartup, SentStartups } from '../../amplify/domain/ports';

export function createInMemorySentStartups(): SentStartups {
  const rows = new Map<string, Map<string, SentStartup>>();
  return {
    list: async (investorId) => [...(rows.get(investorId)?.values() ?? [])],
    async record(investorId, digestKey, sentAt, matches) {
      const sent = rows.get(investorId) ?? new Map<string, SentStartup>();
      for (const { startupId, round } of matches) sent.set(startupId, { startupId, round, digestKey, sentAt });
      rows.set(investorId, sent);
    },
  };
}
