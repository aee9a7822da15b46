import { describe, expect, it } from 'vitest';
import type { SendSlots } from '../../amplify/domain/ports';

/** A separate day per test, because the adapters share one table. */
let day = Date.UTC(2030, 0, 1);
const nextDay = () => (day += 86_400_000);

export function sendSlotsContract(create: () => SendSlots): void {
  describe('send slots', () => {
    it('have the requested spacing, and the first is at the requested moment', async () => {
      const slots = create();
      const at = nextDay() + 15_000;
      expect(await slots.reserve(at, 3, 100)).toEqual([at, at + 100, at + 200]);
      expect(await slots.reserve(at, 2, 100)).toEqual([at + 300, at + 400]);
    });

    it('do not accumulate while none is requested', async () => {
      const slots = create();
      const at = nextDay();
      await slots.reserve(at, 1, 100);
      expect(await slots.reserve(at + 30_000, 1, 100)).toEqual([at + 30_000]);
    });

    it('continue in the next minute with room', async () => {
      const slots = create();
      const at = nextDay();
      await slots.reserve(at + 60_000, 1, 100);
      expect(await slots.reserve(at + 59_900, 5, 100)).toEqual([at + 59_900]);
      expect(await slots.reserve(at + 59_900, 2, 100)).toEqual([at + 60_100, at + 60_200]);
    });

    it('are each given to one of eight concurrent requests', async () => {
      const slots = create();
      const at = nextDay();
      const given = await Promise.all(
        Array.from({ length: 8 }, async () => [
          ...(await slots.reserve(at, 5, 50)),
          ...(await slots.reserve(at, 5, 50)),
        ]),
      );
      const all = given.flat().sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: 80 }, (_, index) => at + index * 50));
    });
  });

  describe('the lease of the backlog', () => {
    it('has one holder at a time, who may renew and release it', async () => {
      const slots = create();
      expect(await slots.lease('ada', 1_000, 2_000)).toBe(true);
      expect(await slots.lease('bob', 1_500, 2_500)).toBe(false);
      expect(await slots.lease('ada', 1_900, 2_900)).toBe(true);
      await slots.release('bob');
      expect(await slots.lease('bob', 2_500, 3_500)).toBe(false);
      await slots.release('ada');
      expect(await slots.lease('bob', 2_500, 3_500)).toBe(true);
      await slots.release('bob');
    });

    it('expires when its holder does not renew it', async () => {
      const slots = create();
      expect(await slots.lease('ada', 1_000, 2_000)).toBe(true);
      expect(await slots.lease('bob', 2_001, 3_000)).toBe(true);
      await slots.release('ada');
      expect(await slots.lease('ada', 2_500, 3_500)).toBe(false);
      await slots.release('bob');
    });
  });
}
