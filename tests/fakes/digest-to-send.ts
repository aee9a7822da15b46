import { createInMemoryDeliveryRecord } from './delivery-record';
import { createInMemoryLedger } from './digest-ledger';
import { createInMemoryProfiles } from './investor-profiles';
import { createInMemoryRecommendations } from './recommendations';
import { FakeClock } from './clock';
import { FakeMailer } from './mailer';
import { sampleMatch, sampleProfile } from './samples';
import { createInMemorySigner } from './token-signer';
import type { SendOutcome } from '../../amplify/domain/ports';
import type { InvestorProfile } from '../../amplify/domain/profile';

export const KEY = 'daily#2026-03-30';
/** The workflow's input for the daily digest of that date. */
export const input = {
  investorId: 'ada',
  digestKey: KEY,
  kind: 'daily' as const,
  dueAt: '2026-03-30T06:00:00.000Z',
  delayed: false,
};

/** Ada's digest with one match, ready to send, and a mailer that returns the outcomes in order. */
export async function digestToSend(outcomes: (SendOutcome | Error)[] = [], profile: Partial<InvestorProfile> = {}) {
  const deps = {
    profiles: createInMemoryProfiles(),
    ledger: createInMemoryLedger(),
    recommendations: createInMemoryRecommendations(),
    deliveries: createInMemoryDeliveryRecord(),
    mailer: new FakeMailer(outcomes),
    clock: new FakeClock('2026-03-30T06:00:02.000Z'),
    signer: createInMemorySigner({ '1': 'secret' }),
    unsubscribeAddress: 'https://stop.example/',
    appUrl: 'https://app.example',
    postalAddress: '1 Example Street',
  };
  await deps.profiles.register(sampleProfile({ timeZone: 'Europe/Berlin', ...profile }));
  await deps.ledger.plan({ ...input, key: KEY, localDate: '2026-03-30' });
  await deps.ledger.beginMatching('ada', KEY);
  await deps.ledger.recordMatches('ada', KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
  const digest = async () => (await deps.ledger.get('ada', KEY))!;
  return { deps, digest, mailer: deps.mailer };
}
