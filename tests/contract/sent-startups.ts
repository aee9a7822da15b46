import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SentStartups } from '../../amplify/domain/ports';
import { sampleMatch } from '../fakes/samples';

export function sentStartupsContract(create: () => SentStartups): void {
  describe('sent startups', () => {
    it('remember what an investor was sent, in which digest and which round', async () => {
      const sent = create();
      const investorId = randomUUID();
      await sent.record(investorId, 'daily#2026-03-29', '2026-03-29T06:00:00.000Z', [
        sampleMatch(),
        sampleMatch({ startupId: 'brix', round: 'seed||2026-01-01T00:00:00.000Z' }),
      ]);
      const list = await sent.list(investorId);
      expect(list.sort((a, b) => a.startupId.localeCompare(b.startupId))).toEqual([
        {
          startupId: 'acme',
          sentAt: '2026-03-29T06:00:00.000Z',
          digestKey: 'daily#2026-03-29',
          round: sampleMatch().round,
        },
        {
          startupId: 'brix',
          sentAt: '2026-03-29T06:00:00.000Z',
          digestKey: 'daily#2026-03-29',
          round: 'seed||2026-01-01T00:00:00.000Z',
        },
      ]);
      expect(await sent.list(randomUUID())).toEqual([]);
    });

    it('keep one entry per startup: the round that was sent last', async () => {
      const sent = create();
      const investorId = randomUUID();
      await sent.record(investorId, 'a', '2026-03-01T06:00:00.000Z', [sampleMatch({ round: 'first' })]);
      await sent.record(investorId, 'b', '2026-04-01T06:00:00.000Z', [sampleMatch({ round: 'second' })]);
      expect(await sent.list(investorId)).toMatchObject([{ digestKey: 'b', round: 'second' }]);
    });
  });
}
