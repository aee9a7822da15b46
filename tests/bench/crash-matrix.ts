import { counted, everyFault, PLAIN, SES, TICKS, WHO, type Case } from '../delivery/crash-matrix';

/*
 * The whole cross product of the crash matrix, of which `npm test` runs slices: every fault at every call of the
 * morning, for everybody, every order of ticks, every answer of SES, every timing of its events, and executions that
 * start twice.
 */

const people = Object.keys(WHO) as Case['who'][];
const answers = Object.keys(SES) as Case['ses'][];
const SECOND_STARTS = [null, 4];

export async function run() {
  let wrongPoints = 0;
  for (const who of people) {
    for (const ticks of TICKS) {
      const wrong: string[] = [];
      for (const ses of answers) {
        for (const events of ['later', 'before the answer', 'never'] as const) {
          for (const secondStartAfter of SECOND_STARTS) {
            wrong.push(...(await everyFault({ ...PLAIN, who, ticks, ses, events, secondStartAfter })));
          }
        }
      }
      console.log(
        `${who}, ticks ${ticks}: ${counted.points.toLocaleString('en')} crash points so far, ${wrong.length} wrong`,
      );
      wrongPoints += wrong.length;
      for (const one of wrong) console.error(one);
      if (wrong.length > 0) process.exitCode = 1;
    }
  }
  console.log(`${counted.points.toLocaleString('en')} crash points in ${counted.worlds.toLocaleString('en')} mornings`);
  return { points: counted.points, mornings: counted.worlds, wrong: wrongPoints };
}
