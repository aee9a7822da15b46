import { DIGEST_STATUSES, type Digest, type DigestStatus } from '../../amplify/domain/digest';
import type { DigestLedger } from '../../amplify/domain/ports';

interface Row extends Digest {
  claimedBy: string | null;
  /** Null when nothing is left to do. */
  openSince: string | null;
  updatedAt: string;
}

const GRAVER: Record<'delivered' | 'bounced' | 'complained', DigestStatus[]> = {
  delivered: ['delivered', 'bounced', 'complained'],
  bounced: ['bounced', 'complained'],
  complained: ['complained'],
};

const CLOSED = { openSince: null };

export function createInMemoryLedger(now: () => Date = () => new Date('2026-03-01T00:00:00.000Z')): DigestLedger {
  const rows = new Map<string, Row>();
  const id = (investorId: string, key: string) => `${investorId} ${key}`;
  const latest = (one: string, other: string) => (one > other ? one : other);

  function move(
    investorId: string,
    key: string,
    from: readonly DigestStatus[],
    values: Partial<Row>,
    { open = false, holder }: { open?: boolean; holder?: string } = {},
  ): boolean {
    const row = rows.get(id(investorId, key));
    if (!row || !from.includes(row.status) || (holder !== undefined && row.claimedBy !== holder)) return false;
    const updatedAt = now().toISOString();
    const opening = open ? { openSince: row.openSince ?? updatedAt } : {};
    rows.set(id(investorId, key), { ...row, ...opening, ...values, updatedAt });
    return true;
  }

  function settledFrom(status: DigestStatus, byHolder: boolean): DigestStatus[] {
    if (status === 'unknown') return ['claimed', 'sending'];
    if (status === 'rejected') return byHolder ? ['claimed', 'sending', 'unknown'] : ['sending', 'sent', 'unknown'];
    return ['planned', 'matching', 'matched', 'claimed', 'rejected'];
  }

  return {
    get: async (investorId, key) => rows.get(id(investorId, key)) ?? null,
    list: async (investorId, limit) =>
      [...rows.values()]
        .filter((row) => row.investorId === investorId)
        .sort((a, b) => b.dueAt.localeCompare(a.dueAt))
        .slice(0, limit),
    async plan(digest) {
      if (rows.has(id(digest.investorId, digest.key))) return 'exists';
      const at = now().toISOString();
      rows.set(id(digest.investorId, digest.key), {
        ...digest,
        status: 'planned',
        matches: [],
        nearMisses: [],
        matchTotal: 0,
        sentAt: null,
        sesMessageId: null,
        reason: null,
        claimedBy: null,
        openSince: latest(digest.dueAt, at),
        updatedAt: at,
      });
      return 'planned';
    },
    replan: async (investorId, key, dueAt) =>
      move(
        investorId,
        key,
        ['planned', 'matching', 'matched', 'noMatches', 'skipped', 'rejected', 'missed', 'failed'],
        { status: 'planned', reason: null, dueAt, openSince: latest(dueAt, now().toISOString()) },
      ),
    beginMatching: async (investorId, key) =>
      move(
        investorId,
        key,
        ['planned', 'matching', 'matched', 'failed'],
        { status: 'matching', reason: null },
        {
          open: true,
        },
      ),
    async recordMatches(investorId, key, result) {
      const found = result.matches.length > 0;
      const status = found ? 'matched' : 'noMatches';
      move(investorId, key, ['matching'], { ...result, status, ...(!found && CLOSED) });
    },
    async claim(investorId, key, holder) {
      const values = { status: 'claimed', claimedBy: holder, reason: null } as const;
      const claimed =
        move(investorId, key, ['matched', 'rejected'], values, { open: true }) ||
        move(investorId, key, ['claimed'], values, { holder });
      return claimed ? 'claimed' : 'taken';
    },
    async markSending(investorId, key, holder, matches) {
      if (!move(investorId, key, ['claimed', 'sending'], { status: 'sending', matches }, { holder })) {
        throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
      }
    },
    async release(investorId, key, holder, reason) {
      const from: DigestStatus[] = ['claimed', 'sending', 'unknown'];
      move(investorId, key, from, { status: 'matched', reason }, { open: true, holder });
    },
    async markSent(investorId, key, sentAt, sesMessageId) {
      const values = { sentAt, sesMessageId, reason: null, ...CLOSED };
      if (move(investorId, key, ['sending', 'unknown'], { status: 'sent', ...values })) return;
      move(investorId, key, ['delivered', 'bounced', 'complained'], values);
    },
    async settle(investorId, key, status, reason, holder) {
      const values = { status, reason, ...(status === 'rejected' && { sentAt: null }), ...CLOSED };
      move(investorId, key, settledFrom(status, holder !== undefined), values, { holder });
    },
    async recordDelivery(investorId, key, status, at, sesMessageId) {
      const from = DIGEST_STATUSES.filter((one) => !GRAVER[status].includes(one));
      if (!move(investorId, key, from, { status, sesMessageId, reason: null, ...CLOSED })) return false;
      const row = rows.get(id(investorId, key))!;
      rows.set(id(investorId, key), { ...row, sentAt: row.sentAt ?? at });
      return true;
    },
    async *stuck(before) {
      for (const row of [...rows.values()]) {
        if (row.openSince !== null && row.openSince < before && row.updatedAt < before) yield row;
      }
    },
  };
}
