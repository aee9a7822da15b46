import { afterAll, describe, expect, it } from 'vitest';
import { counted, everyFault, everyPair, PLAIN, runCase, SES, type Case } from './crash-matrix';

const answers = Object.keys(SES) as Case['ses'][];
const MOST_MS = 300_000;

afterAll(() => console.log(`crash matrix, twice: ${counted.points} crash points in ${counted.worlds} mornings`));

describe('the crash matrix with two executions or two faults', () => {
  it(
    'an execution started twice, the second one at every call of the first',
    async () => {
      for (const ses of answers) {
        for (let secondStartAfter = 0; secondStartAfter <= 30; secondStartAfter++) {
          const { problems } = await runCase({ ...PLAIN, ses, secondStartAfter }, new Map());
          expect.soft(problems, `${ses}, second start after ${secondStartAfter} calls`).toEqual([]);
        }
      }
    },
    MOST_MS,
  );

  it.each([0, 2, 5, 8, 11, 14])(
    'every fault at every call: the execution started twice, the second one %s calls later',
    async (secondStartAfter) => {
      expect(await everyFault({ ...PLAIN, secondStartAfter })).toEqual([]);
      expect(await everyFault({ ...PLAIN, secondStartAfter, ses: 'throttled once' })).toEqual([]);
    },
    MOST_MS,
  );

  it.each([
    ['vanished before', 'vanished after'],
    ['vanished after', 'killed after'],
    ['abandoned', 'lost after'],
    ['killed after', 'lost before'],
  ] as const)(
    'two faults at every pair of calls: %s, then %s',
    async (first, second) => {
      expect(await everyPair(PLAIN, first, second)).toEqual([]);
    },
    MOST_MS,
  );
});
