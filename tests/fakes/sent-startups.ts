import type { SentStartup, SentStartups } from '../../amplify/domain/ports';

export function createInMemorySentStartups(): SentStartups {
  const rows = new Map<string, Map<string, SentStartup>>();
  return {
    list: async (investorId) => [...(rows.get(investorId)?.values() ?? [])],
    async reserve(investorId, digestKey, sentAt, matches) {
      const sent = rows.get(investorId) ?? new Map<string, SentStartup>();
      rows.set(investorId, sent);
      return matches.filter(({ startupId, round, changed }) => {
        const row = sent.get(startupId);
        const isFree = !row || row.digestKey === digestKey || (changed !== null && row.round !== round);
        if (isFree) sent.set(startupId, { startupId, round, digestKey, sentAt });
        return isFree;
      });
    },
    async giveBack(investorId, digestKey, matches) {
      const sent = rows.get(investorId);
      for (const { startupId } of matches) {
        if (sent?.get(startupId)?.digestKey === digestKey) sent.delete(startupId);
      }
    },
  };
}
