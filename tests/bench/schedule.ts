import { performance } from 'node:perf_hooks';
import { DEFAULT_PREFERENCES, type SchedulePreferences } from '../../amplify/domain/preferences';
import { formatLocalDay } from '../../amplify/domain/schedule/local-time';
import { digestDateOf, nextDigestAt } from '../../amplify/domain/schedule/next-digest-at';

/*
 * The exhaustive proof of the schedule: every zone of the runtime x 96 quarter hours x 730 dates, each instant compared
 * with the wall clock of the zone. The oracle shares nothing with the schedule: it walks through every
 * quarter hour of the period and notes the first instant at which the wall clock shows a local time.
 */

export const FIRST_DAY = Date.UTC(2026, 0, 1) / 86_400_000;
export const DAYS = 730;
const QUARTERS = 96;
const QUARTER = 900_000;
const GOAL_SECONDS = 60;

/** Days before and after the proven ones that the oracle covers, so that each has a neighbour in every zone. */
const MARGIN = 3;

export interface ZoneProof {
  zone: string;
  instants: number;
  /** Local times that the clocks skip, and those of them that are due on the next date. */
  inGap: number;
  pastMidnight: number;
  problems: string[];
}

interface WallClock {
  /** For each quarter hour of local time: the instant, in quarter hours, at which its digest is due. */
  dueAt: Int32Array;
  shown: Uint8Array;
}

const FIRST_LOCAL = (FIRST_DAY - MARGIN) * QUARTERS;
const LOCALS = (DAYS + 2 * MARGIN) * QUARTERS;

function readWallClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const offsetAt = (quarter: number) =>
    (Date.parse(`${format.format(quarter * QUARTER).replace(' ', 'T')}Z`) - quarter * QUARTER) / QUARTER;

  const dueAt = new Int32Array(LOCALS).fill(-1);
  const shown = new Uint8Array(LOCALS);
  let lastLocal = Number.NaN;
  for (let day = FIRST_LOCAL - QUARTERS; day < FIRST_LOCAL + LOCALS + QUARTERS; day += QUARTERS) {
    const offset = offsetAt(day);
    const isSteady = offset === offsetAt(day + QUARTERS);
    for (let quarter = day; quarter < day + QUARTERS; quarter++) {
      const local = quarter + (isSteady ? offset : offsetAt(quarter));
      // The clocks go forward: a skipped time is due as many quarters after the change as it is after its start.
      for (let skipped = lastLocal + 1; skipped < local; skipped++) {
        note(skipped, quarter + skipped - lastLocal - 1, false);
      }
      note(local, quarter, true);
      lastLocal = local;
    }
  }
  return { dueAt, shown };

  function note(local: number, quarter: number, isShown: boolean) {
    const at = local - FIRST_LOCAL;
    if (at < 0 || at >= LOCALS || dueAt[at] !== -1) return;
    dueAt[at] = quarter;
    if (isShown) shown[at] = 1;
  }
}

/** Compares every instant of one zone with its wall clock. */
export function proveZone(zone: string): ZoneProof {
  const { dueAt, shown } = readWallClock(zone);
  const proof: ZoneProof = { zone, instants: 0, inGap: 0, pastMidnight: 0, problems: [] };
  const dates = Array.from({ length: DAYS }, (_, day) => formatLocalDay(FIRST_DAY + day));

  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const preferredTime = `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
    const preferences: SchedulePreferences = {
      ...DEFAULT_PREFERENCES,
      preferredTime,
      timeZone: zone,
    };
    let last = new Date(dueAt[(MARGIN - 1) * QUARTERS + quarter]! * QUARTER);
    for (let day = 0; day < DAYS; day++) {
      const start = (MARGIN + day) * QUARTERS;
      const due = nextDigestAt(preferences, last);
      const expected = dueAt[start + quarter]! * QUARTER;
      if (due === null || due.getTime() !== expected || due <= last) {
        proof.problems.push(
          `${zone} ${dates[day]} ${preferredTime}: ${due?.toISOString()}, not ${new Date(expected).toISOString()}`,
        );
        last = new Date(expected);
        continue;
      }
      proof.instants++;
      const isMoved = !shown[start + quarter];
      if (isMoved) {
        proof.inGap++;
        if (shown.subarray(start + quarter, start + QUARTERS).every((isShown) => !isShown)) proof.pastMidnight++;
      }
      // The date of an instant is uncertain only near a change of the clocks; elsewhere four times a day suffice.
      if ((isMoved || quarter % 24 === 0) && digestDateOf(due, preferences) !== dates[day]) {
        proof.problems.push(`${zone} ${dates[day]} ${preferredTime}: digest of ${digestDateOf(due, preferences)}`);
      }
      last = due;
    }
  }
  return proof;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export async function run() {
  const zones = Intl.supportedValuesOf('timeZone');
  const started = performance.now();
  const proofs = zones.map(proveZone);
  const seconds = (performance.now() - started) / 1000;
  const processorSeconds = process.cpuUsage().user / 1e6;

  const sum = (count: (proof: ZoneProof) => number) => proofs.reduce((total, proof) => total + count(proof), 0);
  const problems = proofs.flatMap((proof) => proof.problems);
  const expected = zones.length * QUARTERS * DAYS;
  console.log(`schedule: ${zones.length} zones x ${QUARTERS} quarter hours x ${DAYS} dates from 2026-01-01`);
  console.log(`  time zone database ${process.versions.tz}, Node ${process.versions.node}`);
  console.log(`  exact instants   ${sum((proof) => proof.instants)} of ${expected}`);
  console.log(
    `  moved out of a gap ${sum((proof) => proof.inGap)}, past midnight ${sum((proof) => proof.pastMidnight)}`,
  );
  console.log(
    `  seconds          ${seconds.toFixed(1)} (goal <= ${GOAL_SECONDS}), of the processor ${processorSeconds.toFixed(1)}`,
  );
  for (const problem of problems.slice(0, 20)) console.error(`  wrong: ${problem}`);
  if (problems.length > 0 || sum((proof) => proof.instants) !== expected) {
    throw new Error(`${problems.length} instants of the schedule are wrong`);
  }
  // Printed, but no failure: a busy machine takes longer, and the proof is valid all the same.
  if (seconds > GOAL_SECONDS) console.log(`  slower than the goal of ${GOAL_SECONDS} s`);
  return { zones: zones.length, quarters: QUARTERS, dates: DAYS, instants: expected, seconds };
}
