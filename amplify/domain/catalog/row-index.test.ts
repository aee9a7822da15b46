import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowIndex } from './row-index';

test('an index of ids gives the same results as a Map that keeps the first row of each id, for any ids and sizes', () => {
  // With few letters, ids share parts. The two words have the same hash (FNV-1a of 32 bits).
  const id = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 6 }), fc.constantFrom('costarring', 'liquid')); // prettier-ignore
  fc.assert(
    fc.property(fc.array(id, { maxLength: 300 }), fc.array(id), fc.nat(200), (added, asked, room) => {
      const ids: string[] = [];
      const index = new RowIndex(room, (row) => ids[row]!);
      const expected = new Map<string, number>();
      for (const one of added) {
        const isNew = !expected.has(one);
        expect(index.add(ids.length, `<${one}>`, 1, one.length + 1)).toBe(isNew);
        if (isNew) expected.set(one, ids.push(one) - 1);
      }
      for (const one of [...added, ...asked]) expect(index.get(one)).toBe(expected.get(one));
    }),
  );
});
