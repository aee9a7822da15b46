import type { Digest, DigestStatus } from '../../amplify/domain/digest';
import type { DigestLedger } from '../../amplify/domain/ports';

const DELIVERY_FROM: Record<'delivered' | 'bounced' | 'complained', DigestStatus[]> = {
  delivered: ['sending', 'sent', 'unknown'],
  bounced: ['sending', 'sent', 'unknown', 'delivered'],
  complained: ['sending', 'sent', 'unknown', 'delivered', 'bounced'],
};

export function createInMemoryLedger(): DigestLedger {
  const rows = new Map<string, Digest>();
  const id = (investorId: string, key: string) => `${investorId} ${key}`;
  const move = (investorId: string, key: string, from: DigestStatus[], values: Partial<Digest>): boolean => {
    const row = rows.get(id(investorId, key));
    if (!row || !from.includes(row.status)) return false;
    rows.set(id(investorId, key), { ...row, ...values });
    return true;
  };
  return {
    get: async (investorId, key) => rows.get(id(investorId, key)) ?? null,
    list: async (investorId, limit) =>
      [...rows.values()]
        .filter((row) => row.investorId === investorId)
        .sort((a, b) => b.dueAt.localeCompare(a.dueAt))
        .slice(0, limit),
    async plan(digest) {
      if (rows.has(id(digest.investorId, digest.key))) return 'exists';
      rows.set(id(digest.investorId, digest.key), {
        ...digest,
        status: 'planned',
        matches: [],
        nearMisses: [],
        matchTotal: 0,
        sentAt: null,
        sesMessageId: null,
        reason: null,
      });
      return 'planned';
    },
    beginMatching: async (investorId, key) =>
      move(investorId, key, ['planned', 'matching', 'matched', 'failed'], { status: 'matching', reason: null }),
    async recordMatches(investorId, key, result) {
      move(investorId, key, ['matching'], { ...result, status: result.matches.length > 0 ? 'matched' : 'noMatches' });
    },
    claim: async (investorId, key) =>
      move(investorId, key, ['matched', 'rejected'], { status: 'claimed' }) ? 'claimed' : 'taken',
    async markSending(investorId, key) {
      if (!move(investorId, key, ['claimed'], { status: 'sending' })) throw new Error('not claimed');
    },
    async markSent(investorId, key, sentAt, sesMessageId) {
      if (move(investorId, key, ['sending'], { status: 'sent', sentAt, sesMessageId })) return;
      move(investorId, key, ['delivered', 'bounced', 'complained'], { sentAt, sesMessageId });
    },
    async settle(investorId, key, status, reason) {
      const from: DigestStatus[] =
        status === 'unknown' || status === 'rejected'
          ? ['claimed', 'sending']
          : ['planned', 'matching', 'matched', 'claimed', 'rejected'];
      move(investorId, key, from, { status, reason });
    },
    async recordDelivery(investorId, key, status, at, sesMessageId) {
      if (!move(investorId, key, DELIVERY_FROM[status], { status, sesMessageId })) return false;
      const row = rows.get(id(investorId, key))!;
      rows.set(id(investorId, key), { ...row, sentAt: row.sentAt ?? at });
      return true;
    },
  };
}
