import { performance } from 'node:perf_hooks';
import { createPacedStarts } from '../../amplify/functions/schedule/start-due-digests/paced-starts';
import { startDueDigests } from '../../amplify/functions/schedule/start-due-digests/start-due-digests';
import { createInMemoryLedger } from '../fakes/digest-ledger';
import { createInMemoryProfiles } from '../fakes/investor-profiles';
import { sampleProfile } from '../fakes/samples';
import { createInMemorySendSlots } from '../fakes/send-slots';
import { SimulatedSenders } from '../fakes/simulated-senders';
import { VirtualTime } from '../fakes/virtual-time';

const INVESTORS = 100_000;
const PER_SECOND = 50;
const PER_DAY = 1_000_000;
const TICK = '2026-03-30T06:00:00.000Z';
/** The batch reserves 20 s of its 900 s; EventBridge Scheduler can be a minute late. */
const INVOCATION_MS = 880_000;
const CONTINUES_AFTER_MS = 60_000;

/**
 * Sends 100,000 digests due at one minute, in virtual time, by the code of the batch, against the quota of the local
 * runner's SES. Matching and sending are simulated (tests/fakes/simulated-senders.ts): they take between the time of a
 * warm function and that of a cold start, and are retried as the state machine retries.
 */
export async function run() {
  const started = performance.now();
  const time = new VirtualTime(Date.parse(TICK));
  const [profiles, ledger, slots] = [createInMemoryProfiles(), createInMemoryLedger(), createInMemorySendSlots()];
  for (let i = 0; i < INVESTORS; i++) {
    const schedule = { timeZone: 'UTC', preferredTime: '06:00', nextDigestAt: TICK };
    await profiles.register(sampleProfile({ investorId: `investor-${i}`, ...schedule }));
  }
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const senders = new SimulatedSenders({ time, ledger, perSecond: PER_SECOND, perDay: PER_DAY, random });

  let invocations = 0;
  let failures = 0;
  async function drain(): Promise<void> {
    for (let stopped: string | null = 'time'; stopped; invocations++) {
      if (invocations > 0) await time.sleep(CONTINUES_AFTER_MS);
      const begun = time.now();
      const starts = createPacedStarts(senders, {
        slots,
        quotas: senders.quotas,
        isHeld: async () => false,
        now: time.now,
        sleep: time.sleep,
        remaining: () => INVOCATION_MS - (time.now() - begun),
        holder: `invocation-${invocations}`,
      });
      const tick = new Date(begun);
      const now = () => new Date(time.now());
      await startDueDigests({ profiles, ledger, starts, now, onFailure: () => void failures++ }, tick);
      await starts.release();
      stopped = starts.stopped;
    }
    await senders.ended();
  }
  await time.live(drain());

  const minutes = (time.now() - Date.parse(TICK)) / 60_000;
  const sent = [...senders.sentTo.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `drain: ${INVESTORS} digests due at one minute, SES takes ${PER_SECOND} a second (simulated, virtual time)`,
  );
  console.log(
    `  sent             ${sent} to ${senders.sentTo.size} investors in ${invocations} invocations of the batch`,
  );
  console.log(
    `  virtual time     ${minutes.toFixed(1)} minutes (goal <= 60), real ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  console.log(
    `  busiest second   ${Math.max(...senders.sentPerSecond.values())} emails, ${senders.busiest} senders at once`,
  );
  console.log(`  throttled        ${senders.throttled} sends were retried and sent, ${senders.leftOver} left over`);
  if (sent !== INVESTORS || senders.sentTo.size !== INVESTORS)
    throw new Error('Not every investor got exactly one email.');
  if (senders.leftOver > 0 || failures > 0)
    throw new Error(`${senders.leftOver} throttled for good, ${failures} failed`);
  if (minutes > 60) throw new Error(`it took ${minutes.toFixed(1)} minutes, more than an hour`);
  return { digests: INVESTORS, perSecond: PER_SECOND, minutes, leftOver: senders.leftOver };
}
