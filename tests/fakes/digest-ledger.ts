import { digestLedger, type DigestLedger } from '../../amplify/domain/digest/ledger';
import { transitioned, type DigestRecord } from '../../amplify/domain/digest/record';
import type { DigestActor } from '../../amplify/domain/digest/transitions';

export function createInMemoryLedger(
  now: () => Date = () => new Date('2026-03-01T00:00:00.000Z'),
): DigestLedger<DigestActor> {
  const records = new Map<string, DigestRecord>();
  const id = (investorId: string, key: string) => `${investorId} ${key}`;

  return digestLedger({
    async move(digest, name, written, holder) {
      const at = id(digest.investorId, digest.key);
      const next = transitioned(digest, records.get(at) ?? null, name, written, { now: now().toISOString(), holder });
      if (next) records.set(at, next);
      return next !== null;
    },
    get: async (investorId, key) => records.get(id(investorId, key)) ?? null,
    list: async (investorId, limit) =>
      [...records.values()]
        .filter((record) => record.investorId === investorId)
        .sort((a, b) => b.dueAt.localeCompare(a.dueAt))
        .slice(0, limit),
    async *stuck(silentMs) {
      const before = new Date(now().getTime() - silentMs).toISOString();
      for (const record of [...records.values()]) {
        if (record.openSince !== null && record.openSince < before && record.updatedAt < before) yield record;
      }
    },
  });
}
