import { describe, expect, it } from 'vitest';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleMatch, sampleProfile } from '../../../../tests/fakes/samples';
import { readMessageTags, writeMessageTags } from '../../../adapters/ses-message-tags';
import { deliveryEvent, recordDelivery } from './record-delivery';

const KEY = 'instant#2026-03-30T06:00:00.000Z-1';
const AT = '2026-03-30T06:00:05.000Z';

async function setUp() {
  const deps = { ledger: createInMemoryLedger(), profiles: createInMemoryProfiles(), readTags: readMessageTags };
  await deps.profiles.register(sampleProfile());
  await deps.ledger.plan({ investorId: 'ada', key: KEY, kind: 'instant', dueAt: AT, localDate: '2026-03-30' });
  await deps.ledger.beginMatching('ada', KEY);
  await deps.ledger.recordMatches('ada', KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
  await deps.ledger.claim('ada', KEY, 'run');
  await deps.ledger.markSending('ada', KEY, 'run');
  await deps.ledger.markSent('ada', KEY, AT, 'ses-1', true);
  const status = async () => [
    (await deps.ledger.get('ada', KEY))!.status,
    (await deps.profiles.get('ada'))!.emailStatus,
  ];
  return { deps, status };
}

function event(eventType: string, more: object, tags?: Record<string, string[]>) {
  const own = Object.fromEntries(
    writeMessageTags({ investorId: 'ada', digestKey: KEY }).map(({ Name, Value }) => [Name, [Value]]),
  );
  return deliveryEvent.parse({
    detail: { eventType, mail: { messageId: 'ses-1', timestamp: AT, tags: tags ?? own }, ...more },
  });
}

const bounce = (bounceType: string) =>
  event('Bounce', { bounce: { bounceType, timestamp: AT, bouncedRecipients: [{ diagnosticCode: '550 no user' }] } });

describe('an SES event', () => {
  it('of a delivery is written on the digest', async () => {
    const { deps, status } = await setUp();
    expect(await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }))).toBe('delivered');
    expect(await status()).toEqual(['delivered', 'active']);
  });

  it('of a hard bounce stops email at once, and says why', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, bounce('Permanent'));
    expect(await status()).toEqual(['bounced', 'bounced']);
    expect((await deps.profiles.get('ada'))!.emailStatusReason).toBe('550 no user');
  });

  it('of a soft bounce leaves the address active', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, bounce('Transient'));
    expect(await status()).toEqual(['bounced', 'active']);
  });

  it('of a complaint stops email, also when a delivery is reported after it', async () => {
    const { deps, status } = await setUp();
    await recordDelivery(deps, event('Complaint', { complaint: { timestamp: AT } }));
    await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }));
    expect(await status()).toEqual(['complained', 'complained']);
  });

  it('about another email is left alone', async () => {
    const { deps, status } = await setUp();
    expect(await recordDelivery(deps, event('Delivery', { delivery: { timestamp: AT } }, { other: ['x'] }))).toBeNull();
    expect(await status()).toEqual(['sent', 'active']);
  });
});
