import { SendingQuota } from '../../local/services/ses/sending-quota';
import { RETRY } from '../../amplify/custom/retryable-errors';
import type { MatchingWorkflowInput } from '../../amplify/domain/digest/digest';
import type { DigestLedger } from '../../amplify/domain/digest/ledger';
import type { WorkflowStarter, SendQuotas } from '../../amplify/domain/ports';
import type { VirtualTime } from './virtual-time';

/**
 * Simulates workflow executions in virtual time against SES's quota. Each takes some time to match, claims its digest and
 * sends. Throttling is retried with jitter, as in the state machine. Counts outcomes, also per second.
 */
export class SimulatedSenders implements WorkflowStarter {
  readonly sentTo = new Map<string, number>();
  readonly sentPerSecond = new Map<number, number>();
  throttled = 0;
  /** Throttled until the last retry. */
  leftOver = 0;
  busiest = 0;
  #running = 0;
  #ended: Promise<void>[] = [];
  readonly #quota: SendingQuota;

  constructor(
    private readonly parts: {
      time: VirtualTime;
      ledger: DigestLedger<'find-matches' | 'send-digest-email'>;
      perSecond: number;
      perDay: number;
      /** 0 to 1. */
      random: () => number;
    },
  ) {
    const { perSecond, perDay, time } = parts;
    this.#quota = new SendingQuota({ maxSendRate: perSecond, max24HourSend: perDay }, time.now());
  }

  quotas: SendQuotas = {
    read: async () => {
      const { perSecond, perDay, time } = this.parts;
      return { perSecond, perDay, sentToday: this.#quota.sentLast24Hours(time.now()) };
    },
  };

  async start(input: MatchingWorkflowInput): Promise<void> {
    this.#ended.push(this.#run(input));
  }

  async startAt(instant: string, input: MatchingWorkflowInput): Promise<void> {
    const { time } = this.parts;
    this.#ended.push(time.sleep(Date.parse(instant) - time.now()).then(() => this.#run(input)));
  }

  async ended(): Promise<void> {
    for (let i = 0; i < this.#ended.length; i++) await this.#ended[i];
  }

  async #run({ investorId, digestKey }: MatchingWorkflowInput): Promise<void> {
    const { time, ledger, random } = this.parts;
    this.busiest = Math.max(this.busiest, ++this.#running);
    try {
      // Between a warm function and a cold start.
      await time.sleep(100 + 1_400 * random() ** 4);
      if (!(await ledger.beginMatching(investorId, digestKey))) return;
      await ledger.recordMatches(investorId, digestKey, { matches: [{} as never], nearMisses: [], matchTotal: 1 });
      await this.#send(investorId, digestKey);
    } finally {
      this.#running--;
    }
  }

  async #send(investorId: string, digestKey: string): Promise<void> {
    const { time, ledger, random } = this.parts;
    const holder = `run ${this.#ended.length}`;
    for (let attempt = 0; ; attempt++) {
      if ((await ledger.claim(investorId, digestKey, holder)) === 'taken') return;
      await ledger.markSending(investorId, digestKey, holder, [{} as never]);
      await time.sleep(20 + 60 * random());
      if (this.#quota.take(1, time.now()) === null) break;
      this.throttled++;
      await ledger.release(investorId, digestKey, holder, { code: 'sendLater' });
      if (attempt === RETRY.maxAttempts) {
        this.leftOver++;
        return;
      }
      const pause = Math.min(RETRY.maxDelaySeconds, RETRY.intervalSeconds * RETRY.backoffRate ** attempt);
      await time.sleep(pause * 1000 * random());
    }
    const second = Math.floor(time.now() / 1000);
    this.sentPerSecond.set(second, (this.sentPerSecond.get(second) ?? 0) + 1);
    this.sentTo.set(investorId, (this.sentTo.get(investorId) ?? 0) + 1);
    await ledger.markSent(investorId, digestKey, new Date(time.now()).toISOString(), `ses-${investorId}`);
  }
}
