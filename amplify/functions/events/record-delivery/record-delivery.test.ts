import { describe, expect, it } from 'vitest';
import { createInMemoryDeliveryRecord } from '../../../../tests/fakes/delivery-record';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleMatch, sampleProfile } from '../../../../tests/fakes/samples';
import { readMessageTags, writeMessageTags } from '../../../adapters/ses-message-tags';
import { deliveryEvent, recordDelivery } from './record-delivery';

const AT = '2026-03-30T06:00:05.000Z';
const on = (day: number) => `2026-03-${day}T06:00:05.000Z`;
const keyOf = (day: number) => `instant#${on(day)}`;

async function setUp() {
  const deps = {
    ledger: createInMemoryLedger(),
    profiles: createInMemoryProfiles(),
    deliveries: createInMemoryDeliveryRecord(),
    readTags: readMessageTags,
  };
  await deps.profiles.register(sampleProfile());
  const send = async (day: number) => {
    const [key, at] = [keyOf(day), on(day)];
    await deps.ledger.plan({ investorId: 'ada', key, kind: 'instant', dueAt: at, localDate: at.slice(0, 10) });
    await deps.ledger.beginMatching('ada', key);
    await deps.ledger.recordMatches('ada', key, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
    await deps.ledger.claim('ada', key, 'run');
    await deps.ledger.markSending('ada', key, 'run', [sampleMatch()]);
    await deps.ledger.markSent('ada', key, at, `ses-${day}`);
  };
  await send(30);
  const status = async (day = 30) => [
    (await deps.ledger.get('ada', keyOf(day)))!.status,
    (await deps.profiles.get('ada'))!.emailStatus,
  ];
  const counted = async () => {
    const [hour] = await deps.deliveries.since('2026-03-30T06:00:00.000Z');
    return hour ? [hour.delivered, hour.bounced, hour.complained] : [0, 0, 0];
  };
  return { deps, status, send, counted };
}

function event(eventType: string, more: object, tags?: Record<string, string[]>, day = 30) {
  const own = Object.fromEntries(
    writeMessageTags({ investorId: 'ada', digestKey: keyOf(day) }).map(({ Name, Value }) => [Name, [Value]]),
  );
  return deliveryEvent.parse({
    detail: { eventType, mail: { messageId: `ses-${day}`, timestamp: on(day), tags: tags ?? own }, ...more },
  });
}

const bounce = (
  bounceType: string,
  day = 30,
  recipient: object = { action: 'failed', diagnosticCode: '550 no user' },
) => event('Bounce', { bounce: { bounceType, timestamp: on(day), bouncedRecipients: [recipient] } }, undefined, day);
const delivery = (day = 30) => event('Delivery', { delivery: { timestamp: on(day) } }, undefined, day);
const complaint = () => event('Complaint', { complaint: { timestamp: AT } });

describe('an SES event', () => {
  it('of a delivery is written on the digest', async () => {
    const { deps, status } = await setUp();
    expect(await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }))).toBe('delivered');
    expect(await status()).toEqual(['delivered', 'active']);
  });

  it('of a hard bounce stops email immediately, and records the reason', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, bounce('Permanent'));
    expect(await status()).toEqual(['bounced', 'bounced']);
    expect(await deps.profiles.get('ada')).toMatchObject({
      emailStatusReason: 'addressRefused',
      emailStatusDetail: '550 no user',
    });
  });

  it('of a soft bounce leaves the address active', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, bounce('Transient'));
    expect(await status()).toEqual(['bounced', 'active']);
  });

  it('of a complaint stops email, also when a delivery is reported later', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, event('Complaint', { complaint: { timestamp: AT } }));
    await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }));
    expect(await status()).toEqual(['complained', 'complained']);
  });

  it('of a rejection after SES accepted the email ends the digest as rejected', async () => {
    const { deps, status } = await setUp();
    expect(await recordDelivery(deps, event('Reject', { reject: { reason: 'Bad content' } }))).toBe('rejected');
    expect(await status()).toEqual(['rejected', 'active']);
    expect(await deps.ledger.get('ada', keyOf(30))).toMatchObject({
      sentAt: null,
      reason: 'refusedAfterwards',
      reasonDetail: 'Bad content',
    });
  });

  it('about another email is ignored', async () => {
    const { deps, status } = await setUp();
    expect(await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }, { other: ['x'] }))).toBeNull();
    expect(await status()).toEqual(['sent', 'active']);
  });

  it('is counted once, however often it arrives', async () => {
    const { deps, counted } = await setUp();
    for (const one of [delivery(), delivery(), complaint(), complaint(), delivery()]) await recordDelivery(deps, one);
    expect(await counted()).toEqual([1, 0, 1]);
  });

  it('of a hard bounce is counted once, of a soft bounce not at all', async () => {
    const { deps, counted } = await setUp();
    await recordDelivery(deps, bounce('Permanent'));
    await recordDelivery(deps, bounce('Permanent'));
    expect(await counted()).toEqual([0, 1, 0]);
    const other = await setUp();
    await recordDelivery(other.deps, bounce('Transient'));
    expect(await other.counted()).toEqual([0, 0, 0]);
  });

  it('of an out-of-office reply is not a bounce', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, delivery());
    expect(await recordDelivery(deps, bounce('Transient', 30, { emailAddress: 'ada@example.com' }))).toBeNull();
    expect(await status()).toEqual(['delivered', 'active']);
  });

  it('of an address on the suppression list of SES stops email immediately', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(
      deps,
      bounce('Permanent', 30, { action: 'failed', diagnosticCode: 'on the suppression list' }),
    );
    expect(await status()).toEqual(['bounced', 'bounced']);
    expect((await deps.profiles.get('ada'))!.emailStatusDetail).toBe('on the suppression list');
  });
});

describe('soft bounces', () => {
  const permutations = [
    [28, 29, 30],
    [30, 29, 28],
    [29, 30, 28],
  ];
  it.each(permutations)('stop email after three in a row, reported in the order %i, %i, %i', async (...order) => {
    const { deps, send, status } = await setUp();
    await send(28);
    await send(29);
    for (const [index, day] of order.entries()) {
      expect(await status(day)).toEqual(['sent', 'active']);
      await recordDelivery(deps, bounce('Transient', day));
      await recordDelivery(deps, bounce('Transient', day));
      expect((await status(day))[1]).toBe(index < 2 ? 'active' : 'bounced');
    }
    expect(await deps.profiles.get('ada')).toMatchObject({
      emailStatusReason: 'bouncedInARow',
      emailStatusDetail: '550 no user',
    });
  });

  it('are counted from zero after a delivery', async () => {
    const { deps, send, status } = await setUp();
    for (const day of [26, 27, 28, 29]) await send(day);
    for (const day of [26, 27, 29, 30]) await recordDelivery(deps, bounce('Transient', day));
    await recordDelivery(deps, delivery(28));
    await recordDelivery(deps, bounce('Transient', 30));
    expect(await status()).toEqual(['bounced', 'active']);
  });

  it('from before the investor turned email on again are not counted', async () => {
    const { deps, send, status } = await setUp();
    for (const day of [27, 28, 29]) await send(day);
    for (const day of [27, 28, 29]) await recordDelivery(deps, bounce('Transient', day));
    expect((await status(29))[1]).toBe('bounced');
    await deps.profiles.resumeEmail('ada', 'bounced', '2026-03-29T20:00:00.000Z');
    await recordDelivery(deps, bounce('Transient', 30));
    expect(await status()).toEqual(['bounced', 'active']);
  });
});
