import {
  plannedRecord,
  reasonAttributes,
  REPORT_TRANSITIONS,
  SENT_TRANSITIONS,
  settlingTransition,
  transitioned,
  type DigestRecord,
  type TransitionName,
  type Written,
} from '../../amplify/domain/digest/transitions';
import type { DigestLedger } from '../../amplify/domain/ports';

export function createInMemoryLedger(now: () => Date = () => new Date('2026-03-01T00:00:00.000Z')): DigestLedger {
  const records = new Map<string, DigestRecord>();
  const id = (investorId: string, key: string) => `${investorId} ${key}`;

  function move<Name extends TransitionName>(
    investorId: string,
    key: string,
    name: Name,
    written: Written<Name>,
    holder?: string,
  ): boolean {
    const record = records.get(id(investorId, key));
    const next = record && transitioned(record, name, written, { now: now().toISOString(), holder });
    if (!next) return false;
    records.set(id(investorId, key), next);
    return true;
  }

  return {
    get: async (investorId, key) => records.get(id(investorId, key)) ?? null,
    list: async (investorId, limit) =>
      [...records.values()]
        .filter((record) => record.investorId === investorId)
        .sort((a, b) => b.dueAt.localeCompare(a.dueAt))
        .slice(0, limit),
    async plan(digest) {
      if (records.has(id(digest.investorId, digest.key))) return 'exists';
      records.set(id(digest.investorId, digest.key), plannedRecord(digest, now().toISOString()));
      return 'planned';
    },
    replan: async (investorId, key, dueAt) => move(investorId, key, 'replan', { dueAt }),
    beginMatching: async (investorId, key) => move(investorId, key, 'beginMatching', {}),
    async recordMatches(investorId, key, result) {
      move(investorId, key, result.matches.length > 0 ? 'recordMatches' : 'recordNoMatches', result);
    },
    async claim(investorId, key, holder) {
      const claimed =
        move(investorId, key, 'claim', { claimedBy: holder }) || move(investorId, key, 'claimAgain', {}, holder);
      return claimed ? 'claimed' : 'taken';
    },
    async markSending(investorId, key, holder, matches) {
      if (!move(investorId, key, 'markSending', { matches }, holder)) {
        throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
      }
    },
    async release(investorId, key, holder, reason) {
      move(investorId, key, 'release', reasonAttributes(reason), holder);
    },
    async markSent(investorId, key, sentAt, sesMessageId) {
      SENT_TRANSITIONS.some((name) => move(investorId, key, name, { sentAt, sesMessageId }));
    },
    async settle(investorId, key, status, reason, holder) {
      move(investorId, key, settlingTransition(status, holder), reasonAttributes(reason), holder);
    },
    recordDelivery: async (investorId, key, status, sentAt, sesMessageId) =>
      move(investorId, key, REPORT_TRANSITIONS[status], { sentAt, sesMessageId }),
    async *stuck(silentMs) {
      const before = new Date(now().getTime() - silentMs).toISOString();
      for (const record of [...records.values()]) {
        if (record.openSince !== null && record.openSince < before && record.updatedAt < before) yield record;
      }
    },
  };
}
