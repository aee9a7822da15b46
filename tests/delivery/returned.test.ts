import { describe, expect, it } from 'vitest';
import { readMessageTags, writeMessageTags } from '../../amplify/adapters/ses-message-tags';
import { deliveryEvent, recordDelivery } from '../../amplify/functions/events/record-delivery/record-delivery';
import {
  bounce,
  type BounceKind,
  complaint,
  busEventOf,
  type SesEvent,
  sesEventsOf,
} from '../../local/services/ses/ses-events';
import { sampleProfile } from '../fakes/samples';
import { sentence } from './contract';
import { World } from './world';

const at = (day: number, time: string) => `2026-03-${day}T${time}:00.000Z`;
const OLD = 'ada@example.com';

/** Ada's daily emails from March 30 on. */
async function mornings(count: number): Promise<World> {
  const world = new World({ start: at(30, '04:00'), events: 'never' });
  await world.register({ timeZone: 'Europe/Berlin', preferredTime: '08:00', nextDigestAt: at(30, '06:00') });
  for (let day = 0; day < count; day++) {
    const hour = new Date(Date.parse(at(30, '06:00')) + day * 86_400_000);
    await world.until(hour);
    await world.tick(hour);
    await world.quiet();
    world.listMore();
  }
  expect(world.inbox).toHaveLength(count);
  return world;
}

/** The event of the email of one morning, as the local SES sends it. */
async function report(world: World, morning: number, event: SesEvent, to = OLD): Promise<void> {
  const tags = writeMessageTags(world.inbox[morning]!).map(({ Name, Value }) => [Name, [Value]]);
  const email = {
    id: `ses-${morning + 1}`,
    sentAt: new Date(world.inbox[morning]!.at).toISOString(),
    from: 'digest@firstlight.example',
    to: [to],
    destination: { to: [to], cc: [], bcc: [] },
    replyTo: [],
    subject: '',
    text: '',
    html: null,
    headers: [],
    attachments: [],
    configurationSet: null,
    tags: Object.fromEntries(tags),
    events: [],
  };
  const { ledger, profiles, deliveries } = world;
  const deps = { ledger, profiles, deliveries, readTags: readMessageTags };
  await recordDelivery(deps, deliveryEvent.parse(busEventOf(email, event)));
}

const emailStatus = async (world: World) => (await world.profiles.get('ada'))!.emailStatus;
const counted = async (world: World) => {
  const hours = await world.deliveries.since(at(30, '00:00'));
  return hours.reduce((sum, { bounced, complained }) => sum + bounced + complained, 0);
};

describe('the delivery contract', () => {
  it.each<[BounceKind, number]>([
    ['permanent', 1],
    ['mislabelled', 1],
    ['suppressed', 1],
    ['on-account-suppression-list', 1],
    ['transient', 3],
  ])(`${sentence(20)} (%s)`, async (kind, stopsAfter) => {
    const world = await mornings(3);
    const reply = sesEventsOf(['ooto@simulator.amazonses.com'], { get: () => undefined }, world.now)[1]!;
    for (let morning = 0; morning < 3; morning++) await report(world, morning, reply);
    expect(await emailStatus(world)).toBe('active');
    for (let morning = 0; morning < stopsAfter; morning++) {
      expect(await emailStatus(world)).toBe('active');
      await report(world, morning, bounce(OLD, kind, world.now));
    }
    expect(await emailStatus(world)).toBe('bounced');
  });

  it(sentence(21), async () => {
    const world = await mornings(1);
    await report(world, 0, complaint(OLD, world.now, 'not-spam'));
    expect([await emailStatus(world), await counted(world)]).toEqual(['active', 0]);
    await report(world, 0, complaint(OLD, world.now));
    expect([await emailStatus(world), await counted(world)]).toEqual(['complained', 1]);
  });

  it(sentence(22), async () => {
    const world = await mornings(2);
    await report(world, 0, bounce(OLD, 'permanent', world.now));
    const moved = sampleProfile({ email: 'ada@new.example', updatedAt: world.now.toISOString() });
    await world.profiles.register(moved);
    expect(await emailStatus(world)).toBe('active');
    for (const event of [bounce(OLD, 'permanent', world.now), complaint(OLD, world.now)]) {
      await report(world, 1, event);
      expect(await emailStatus(world)).toBe('active');
    }
    await report(world, 1, bounce(moved.email, 'permanent', world.now), moved.email);
    expect(await emailStatus(world)).toBe('bounced');
  });
});
