import { afterAll, describe, expect, it } from 'vitest';
import { sentence } from './contract';
import { counted, everyFault, PLAIN, runCase, SES, TICKS, WHO, type Case } from './crash-matrix';

const people = Object.keys(WHO) as Case['who'][];
const answers = Object.keys(SES) as Case['ses'][];
const MOST_MS = 300_000;

afterAll(() => console.log(`crash matrix: ${counted.points} crash points in ${counted.worlds} mornings`));

describe(`${sentence(10)} ${sentence(11)}`, () => {
  it('holds without any fault', async () => {
    for (const who of people) {
      for (const ticks of TICKS) {
        for (const ses of answers) {
          for (const events of ['later', 'before the answer', 'never'] as const) {
            const { problems } = await runCase({ ...PLAIN, who, ticks, ses, events }, new Map());
            expect.soft(problems, `${who} ${ticks} ${ses} ${events}`).toEqual([]);
          }
        }
      }
    }
  });

  it.each(people.flatMap((who) => answers.map((ses) => [who, ses] as const)))(
    'every fault at every call: %s, SES %s',
    async (who, ses) => {
      expect(await everyFault({ ...PLAIN, who, ses })).toEqual([]);
    },
    MOST_MS,
  );

  it.each(TICKS.filter((ticks) => ticks !== 'once'))(
    'every fault at every call: ticks %s',
    async (ticks) => {
      expect(await everyFault({ ...PLAIN, ticks })).toEqual([]);
      expect(await everyFault({ ...PLAIN, ticks, who: 'due later in the hour', ses: 'timed out, sent' })).toEqual([]);
    },
    MOST_MS,
  );

  it.each(['before the answer', 'never'] as const)(
    'every fault at every call: SES events %s',
    async (events) => {
      expect(await everyFault({ ...PLAIN, events })).toEqual([]);
      expect(await everyFault({ ...PLAIN, events, ses: 'timed out, sent' })).toEqual([]);
    },
    MOST_MS,
  );
});
