import type { Recommendation, Recommendations } from '../../amplify/domain/ports';

export function createInMemoryRecommendations(): Recommendations {
  const rows = new Map<string, Map<string, Recommendation>>();
  return {
    list: async (investorId) => [...(rows.get(investorId)?.values() ?? [])],
    async reserve(investorId, digestKey, sentAt, matches) {
      const sent = rows.get(investorId) ?? new Map<string, Recommendation>();
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
