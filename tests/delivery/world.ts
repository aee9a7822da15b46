import { Catalog } from '../../amplify/domain/catalog/catalog';
import { matchingWorkflowInput, type MatchingWorkflowInput } from '../../amplify/domain/digest/digest';
import { TransientError } from '../../amplify/domain/errors';
import type { DigestEmail, WorkflowStarter, SendOutcome } from '../../amplify/domain/ports';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { readMessageTags, writeMessageTags } from '../../amplify/adapters/ses-message-tags';
import { requestRecommendations } from '../../amplify/functions/api/request-recommendations/request-recommendations';
import { savePreferences } from '../../amplify/functions/api/save-preferences/save-preferences';
import { deliveryEvent, recordDelivery } from '../../amplify/functions/events/record-delivery/record-delivery';
import { reconcileDigests } from '../../amplify/functions/schedule/start-due-digests/reconcile-digests';
import { startDueDigests } from '../../amplify/functions/schedule/start-due-digests/start-due-digests';
import { findMatches } from '../../amplify/functions/workflow/find-matches/find-matches';
import { recordFailure } from '../../amplify/functions/workflow/record-failure/record-failure';
import { sendDigestEmail } from '../../amplify/functions/workflow/send-email/send-digest-email';
import { preferences as preferencesSchema, type Preferences } from '../../amplify/domain/preferences';
import { createInMemoryDeliveryRecord } from '../fakes/delivery-record';
import { createInMemoryLedger } from '../fakes/digest-ledger';
import { unpacedStarts } from '../fakes/unpaced-starts';
import { createInMemoryProfiles } from '../fakes/investor-profiles';
import { createInMemoryPortfolio } from '../fakes/portfolio';
import { sampleProfile, sampleStartup } from '../fakes/samples';
import { createInMemoryRecommendations } from '../fakes/recommendations';
import { createInMemorySigner } from '../fakes/token-signer';
import { startExecution } from './deployed-workflow';
import { FaultInjector, Process, SimulatedRun, type Fault } from './faults';

/** The result of one call of SES. The timeouts differ in whether the email was sent. */
export type SesAnswer = 'accepted' | 'rejected' | 'timed out, sent' | 'timed out, not sent' | 'throttled';
export type EventTiming = 'before the answer' | 'later' | 'never';

export interface Received {
  at: number;
  investorId: string;
  digestKey: string;
  text: string;
  /** Settings at the moment of sending, and those that were replaced while the email was being sent. */
  settings: InvestorProfile[];
}

export interface WorldOptions {
  start: string;
  faults?: ReadonlyMap<number, Fault>;
  /** Answers to the calls in order. Calls after the last answer are accepted. */
  ses?: SesAnswer[];
  events?: EventTiming;
  event?: 'Delivery' | 'Bounce' | 'Complaint';
  /** Express starts an execution at least once. The second execution begins after this number of calls of any port. */
  secondStartAfter?: number | null;
}

/** From the last read of the settings to SES: a few calls, of one millisecond each. */
const SENDING_MS = 50;

/**
 * The batch, the workflow and the event handler as deployed, over ports in memory and in virtual time. A fault can be
 * injected into every call of a port.
 */
export class World {
  readonly inbox: Received[] = [];
  readonly portfolio = createInMemoryPortfolio();
  readonly profiles = createInMemoryProfiles();
  readonly deliveries = createInMemoryDeliveryRecord();
  readonly ledger = createInMemoryLedger(() => new Date(this.time));
  readonly recommendations = createInMemoryRecommendations();
  readonly injector: FaultInjector;
  private readonly signer = createInMemorySigner({ '1': 'secret' });
  private readonly scheduled = new Map<string, { at: number; input: MatchingWorkflowInput }>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly events: { received: Received; messageId: string }[] = [];
  private readonly waiting: { calls: number; go: () => void }[] = [];
  private readonly changed: { at: number; from: InvestorProfile }[] = [];
  private time: number;
  private listed = 2;
  private calls = 0;

  constructor(private readonly options: WorldOptions) {
    this.time = Date.parse(options.start);
    this.injector = new FaultInjector(options.faults ?? new Map(), () => this.onCall());
  }

  get now(): Date {
    return new Date(this.time);
  }

  async register(profile: Partial<InvestorProfile>): Promise<void> {
    await this.profiles.register(sampleProfile({ mustMatch: [], onboarded: true, ...profile }));
  }

  /** Two more startups to propose. */
  listMore(): void {
    this.listed += 2;
  }

  /** Advances the time to the instant. Executions that are scheduled until then start at their minute. */
  async until(instant: string | Date): Promise<void> {
    const end = new Date(instant).getTime();
    for (;;) {
      const [name, next] = [...this.scheduled].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!name || !next || next.at > end) break;
      this.scheduled.delete(name);
      this.time = Math.max(this.time, next.at);
      this.execute(next.input);
      await this.quiet();
    }
    this.time = Math.max(this.time, end);
  }

  /** Handles the hourly rule's event for the hour. Retries a function whose process ends, as the rule does. */
  async tick(hour: string | Date): Promise<void> {
    await this.retrying(() => this.batch(new Date(hour)));
  }

  /** Waits until all executions have ended and SES's events are delivered. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.underWay.size > 0) await Promise.race(this.underWay);
      else if (this.waiting.length > 0) this.waiting.shift()!.go();
      else break;
    }
    if (this.options.events !== 'never') for (const event of this.events.splice(0)) await this.deliver(event);
  }

  /** The investor requests recommendations after this number of further calls of any port. */
  askAfter(calls: number, investorId: string): void {
    const go = () => {
      const process = new Process(new SimulatedRun());
      const deps = { ...this.ports(process), clock: { now: () => this.now } };
      this.track(requestRecommendations(deps, investorId));
    };
    this.waiting.push({ calls: this.calls + calls, go });
  }

  /** Saves changed preferences as the app does. Returns the profile that the investor is shown. */
  async save(investorId: string, change: Partial<Preferences>): Promise<InvestorProfile> {
    const profile = (await this.profiles.get(investorId))!;
    const process = new Process(new SimulatedRun());
    const deps = { ...this.ports(process), clock: { now: () => this.now } };
    this.changed.push({ at: this.time, from: profile });
    return savePreferences(deps, investorId, preferencesSchema.parse({ ...profile, ...change }));
  }

  private ports(process: Process) {
    const wrap = <T extends object>(name: string, port: T) => this.injector.wrap(process, name, port);
    return {
      profiles: wrap('profiles', this.profiles),
      ledger: wrap('ledger', this.ledger),
      recommendations: wrap('recommendations', this.recommendations),
      deliveries: wrap('deliveries', this.deliveries),
      portfolio: wrap('portfolio', this.portfolio),
      signer: wrap('signer', this.signer),
      mailer: wrap('mailer', { send: (email: DigestEmail) => this.send(email) }),
      workflow: wrap<WorkflowStarter>('workflow', {
        start: async (input) => this.start(input),
        startAt: async (instant, input) => {
          const name = `${input.investorId} ${input.digestKey} ${instant}`;
          this.scheduled.set(name, { at: Date.parse(instant), input });
        },
      }),
    };
  }

  private async batch(hour: Date): Promise<void> {
    const process = new Process(new SimulatedRun());
    const ports = this.ports(process);
    const deps = { ...ports, starts: unpacedStarts(ports.workflow), now: () => hour, onFailure: () => {} };
    const work = async () => {
      await startDueDigests(deps, hour);
      await reconcileDigests(deps, hour);
    };
    await this.attended(process, work());
  }

  /** The result for the caller. The process may continue after it. */
  private async attended<T>(process: Process, work: Promise<T>): Promise<T> {
    this.track(Promise.race([work, process.stopped, process.run.stopped]));
    return Promise.race([work, process.end, process.run.stopped.then(() => Promise.reject(new Error('vanished')))]);
  }

  private track(work: Promise<unknown>): void {
    const ended = work.then(
      () => {},
      () => {},
    );
    const tracked = ended.then(() => void this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async retrying(work: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      try {
        return await work();
      } catch (error) {
        const { name } = error as Error;
        if (name !== 'Lambda.AWSLambdaException' && name !== 'Lambda.SdkClientException') return;
      }
    }
  }

  private start(input: MatchingWorkflowInput): void {
    this.execute(input);
    const after = this.options.secondStartAfter;
    if (after !== undefined && after !== null) {
      this.waiting.push({ calls: this.calls + after, go: () => this.execute(input) });
    }
  }

  private execute(input: MatchingWorkflowInput): void {
    const run = new SimulatedRun();
    const { result, abort } = startExecution(input, {
      invoke: (name, event) => this.invoke(run, name, event),
      wait: (seconds) => (this.time += seconds * 1000),
    });
    void run.stopped.then(abort);
    this.track(result);
  }

  /** Like the handlers of the functions. */
  private async invoke(run: SimulatedRun, name: string, event: unknown): Promise<object> {
    const process = new Process(run);
    const deps = { ...this.ports(process), clock: { now: () => this.now } };
    const input = matchingWorkflowInput.parse(event);
    const work = async (): Promise<object> => {
      if (name === 'findMatches') {
        const catalog = () => this.injector.call(process, 'catalog', async () => this.catalog());
        return { ...input, ...(await findMatches({ ...deps, catalog }, input)) };
      }
      if (name === 'recordFailure') return { status: await recordFailure(deps.ledger, input) };
      const settings = { unsubscribeAddress: 'https://stop.example/', appUrl: 'https://app.example' };
      return { ...input, ...(await sendDigestEmail({ ...deps, ...settings, postalAddress: '1 Street' }, input)) };
    };
    return this.attended(process, work());
  }

  private async send(email: DigestEmail): Promise<SendOutcome> {
    const answer = this.options.ses?.shift() ?? 'accepted';
    if (answer === 'throttled') throw new TransientError('Maximum sending rate exceeded');
    if (answer === 'rejected') return { outcome: 'rejected', reason: { code: 'refused', detail: 'not verified' } };
    const unknown: SendOutcome = { outcome: 'unknown', reason: { code: 'noClearAnswer' } };
    if (answer === 'timed out, not sent') return unknown;
    const messageId = `ses-${this.inbox.length + 1}`;
    const settings = [(await this.profiles.get(email.tags.investorId))!];
    settings.push(...this.changed.filter(({ at }) => at >= this.time - SENDING_MS).map(({ from }) => from));
    const received = { at: this.time, ...email.tags, text: email.text, settings };
    this.inbox.push(received);
    if (this.options.events === 'before the answer') await this.deliver({ received, messageId });
    else this.events.push({ received, messageId });
    return answer === 'accepted' ? { outcome: 'sent', messageId } : unknown;
  }

  private async deliver({ received, messageId }: { received: Received; messageId: string }): Promise<void> {
    const timestamp = new Date(this.time).toISOString();
    const tags = Object.fromEntries(writeMessageTags(received).map(({ Name, Value }) => [Name, [Value]]));
    const detail = {
      eventType: this.options.event ?? 'Delivery',
      mail: { messageId, timestamp, tags },
      delivery: { timestamp },
      bounce: { bounceType: 'Transient', timestamp, bouncedRecipients: [{ action: 'failed' }] },
      complaint: { timestamp },
    };
    const { ledger, profiles, deliveries } = this;
    const deps = { ledger, profiles, deliveries, readTags: readMessageTags };
    await recordDelivery(deps, deliveryEvent.parse({ detail }));
  }

  private onCall(): void {
    this.calls++;
    this.time += 1;
    for (const one of this.waiting.filter(({ calls }) => calls <= this.calls)) {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.go();
    }
  }

  private catalog(): Catalog {
    return catalogOf(this.listed);
  }
}

const catalogs = new Map<number, Catalog>();

function catalogOf(count: number): Catalog {
  const known = catalogs.get(count);
  if (known) return known;
  const startups = Array.from({ length: count }, (_, i) => sampleStartup({ id: `s${i}`, name: `Startup-${i}-` }));
  catalogs.set(count, Catalog.from(startups));
  return catalogs.get(count)!;
}
