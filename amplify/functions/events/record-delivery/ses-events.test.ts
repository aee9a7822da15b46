import { describe, expect, it } from 'vitest';
import { createInMemoryDeliveryRecord } from '../../../../tests/fakes/delivery-record';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleMatch, sampleProfile } from '../../../../tests/fakes/samples';
import { readMessageTags, writeMessageTags } from '../../../adapters/ses-message-tags';
import { deliveryEvent, recordDelivery } from './record-delivery';

const HOUR = '2026-03-30T06:00:00.000Z';
const timestamp = '2026-03-30T06:00:05.000Z';
const KEY = `instant#${HOUR}`;
const SENT_TO = 'Ada@Example.com';

/** A digest that was sent to `SENT_TO`, of an investor whose address is now `email`. */
async function setUp(email: string) {
  const ledger = createInMemoryLedger();
  const profiles = createInMemoryProfiles();
  const deliveries = createInMemoryDeliveryRecord();
  await profiles.register(sampleProfile({ email }));
  await ledger.plan({ investorId: 'ada', key: KEY, kind: 'instant', dueAt: HOUR, localDate: '2026-03-30' });
  await ledger.beginMatching('ada', KEY);
  await ledger.recordMatches('ada', KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
  await ledger.claim('ada', KEY, 'run');
  await ledger.markSending('ada', KEY, 'run', [sampleMatch()]);
  await ledger.markSent('ada', KEY, HOUR, 'ses-1');
  return { ledger, profiles, deliveries, readTags: readMessageTags };
}

type Event = { bounce: object } | { complaint: object } | { delivery: object };

async function outcomeOf(event: Event, { email = 'ada@example.com', times = 1 } = {}) {
  const deps = await setUp(email);
  const tags = writeMessageTags({ investorId: 'ada', digestKey: KEY }).map(({ Name, Value }) => [Name, [Value]]);
  const [type] = Object.keys(event) as ['bounce' | 'complaint' | 'delivery'];
  const eventType = { bounce: 'Bounce', complaint: 'Complaint', delivery: 'Delivery' }[type];
  const mail = { messageId: 'ses-1', timestamp, destination: [SENT_TO], tags: Object.fromEntries(tags) };
  for (let at = 0; at < times; at++) {
    await recordDelivery(deps, deliveryEvent.parse({ detail: { eventType, mail, ...event } }));
  }
  const [hour] = await deps.deliveries.since(HOUR);
  return [
    (await deps.ledger.get('ada', KEY))!.status,
    (await deps.profiles.get('ada'))!.emailStatus,
    hour ? { bounced: hour.bounced, complained: hour.complained } : null,
  ];
}

const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  bounce: {
    feedbackId: '0107',
    bounceType,
    bounceSubType,
    timestamp,
    bouncedRecipients: [{ emailAddress: SENT_TO, ...recipient }],
  },
});
const failed = (bounceType: string, bounceSubType: string, status: string, diagnosticCode?: string) =>
  bounce(bounceType, bounceSubType, { action: 'failed', status, ...(diagnosticCode && { diagnosticCode }) });
const complaint = (complaintFeedbackType: string | null | undefined, complaintSubType: string | null = null) => ({
  complaint: {
    feedbackId: '0107',
    complaintSubType,
    complainedRecipients: [{ emailAddress: SENT_TO }],
    timestamp,
    ...(complaintFeedbackType !== undefined && { complaintFeedbackType }),
  },
});

const HARD = ['bounced', 'bounced', { bounced: 1, complained: 0 }];
const HARD_UNCOUNTED = ['bounced', 'bounced', null];
const SOFT = ['bounced', 'active', null];
const SOFT_COUNTED = ['bounced', 'active', { bounced: 1, complained: 0 }];
const COMPLAINED = ['complained', 'complained', { bounced: 0, complained: 1 }];
const NOTHING = ['sent', 'active', null];

const EVENTS: [name: string, event: Event, expected: unknown[]][] = [
  ['Permanent/General', failed('Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown'), HARD],
  ['Permanent/General without a code', failed('Permanent', 'General', '', '550 no user'), HARD],
  ['Permanent/General without a notice', bounce('Permanent', 'General'), HARD],
  ['Permanent/NoEmail', bounce('Permanent', 'NoEmail'), HARD],
  ['Permanent/General, blocked', failed('Permanent', 'General', '5.7.1', 'smtp; 554 5.7.1 blocked for spam'), HARD],
  ['Permanent/Suppressed', failed('Permanent', 'Suppressed', '5.1.1', 'Amazon SES has suppressed sending'), HARD],
  [
    'Permanent/OnAccountSuppressionList',
    failed('Permanent', 'OnAccountSuppressionList', '5.1.1', 'Amazon SES did not send the message'),
    HARD_UNCOUNTED,
  ],
  ['Permanent/UnsubscribedRecipient', bounce('Permanent', 'UnsubscribedRecipient'), HARD_UNCOUNTED],
  ['Permanent with a 4.2.2', failed('Permanent', 'General', '4.2.2', 'smtp; 452 4.2.2 mailbox full'), SOFT_COUNTED],
  ['Permanent with a 552 5.2.2', failed('Permanent', 'General', '5.2.2', 'smtp; 552-5.2.2 over quota'), SOFT_COUNTED],
  ['Permanent with a bare 451', failed('Permanent', 'General', '', 'smtp; 451 try again later'), SOFT_COUNTED],
  ['Transient/General', failed('Transient', 'General', '4.4.7', 'smtp; 554 4.4.7 Message expired'), SOFT],
  ['Transient/MailboxFull', failed('Transient', 'MailboxFull', '5.2.2', 'smtp; 552 5.2.2 mailbox full'), SOFT],
  ['Transient/MessageTooLarge', failed('Transient', 'MessageTooLarge', '5.3.4', 'smtp; 552 5.3.4 too large'), SOFT],
  ['Transient/ContentRejected', failed('Transient', 'ContentRejected', '5.7.1', 'smtp; 550 5.7.1 policy'), SOFT],
  ['Transient/AttachmentRejected', failed('Transient', 'AttachmentRejected', '5.6.0'), SOFT],
  ['Transient with a 5.1.1', failed('Transient', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown'), HARD],
  ['Transient with a 5.1.1 in the text only', failed('Transient', 'General', '', 'smtp; 550-5.1.1 The email'), HARD],
  ['Transient with a 5.1.1 in the status only', failed('Transient', 'General', '5.1.1'), HARD],
  ['Transient with a 5.1.2', failed('Transient', 'General', '5.1.2', 'smtp; 550 5.1.2 no such host'), HARD],
  ['Transient with a 5.1.10', failed('Transient', 'General', '5.1.10', '550 5.1.10 RecipientNotFound'), HARD],
  ['Transient with a 5.2.1', failed('Transient', 'General', '5.2.1', 'smtp; 550 5.2.1 account is disabled'), HARD],
  ['Transient with a 5.4.4', failed('Transient', 'General', '5.4.4', 'smtp; 550 5.4.4 Invalid domain'), HARD],
  ['Transient with words alone', failed('Transient', 'General', '', 'smtp; 550 No such user here'), HARD],
  ['Transient with a vague code', failed('Transient', 'General', '5.0.0', '550 5.0.0 User does not exist'), HARD],
  ['Transient, 4 in the text, 5 in the status', failed('Transient', 'General', '5.1.1', '450 4.1.1 try later'), SOFT],
  ['Transient, a sender unknown', failed('Transient', 'General', '5.1.0', '550 5.1.0 sender: unknown user'), SOFT],
  ['Transient, an address in the text', failed('Transient', 'General', '4.0.0', 'from 10.5.1.1 refused'), SOFT],
  ['Transient with a bare 550', failed('Transient', 'General', '', 'smtp; 550 refused'), SOFT],
  ['Undetermined', failed('Undetermined', 'Undetermined', ''), SOFT],
  ['Undetermined with a 5.1.1', failed('Undetermined', 'Undetermined', '5.1.1', '550 5.1.1 unknown'), HARD],
  ['an automatic reply', bounce('Transient', 'General'), NOTHING],
  ['a delay', bounce('Transient', 'General', { action: 'delayed', status: '4.4.1' }), NOTHING],
  ['Complaint/abuse', complaint('abuse'), COMPLAINED],
  ['Complaint/fraud', complaint('fraud'), COMPLAINED],
  ['Complaint/virus', complaint('virus'), COMPLAINED],
  ['Complaint/other', complaint('other'), COMPLAINED],
  ['Complaint of no type', complaint(undefined), COMPLAINED],
  ['Complaint of a null type', complaint(null), COMPLAINED],
  ['Complaint/not-spam', complaint('not-spam'), NOTHING],
  ['Complaint/Not-Spam', complaint('Not-Spam'), NOTHING],
  ['Complaint/auth-failure', complaint('auth-failure'), NOTHING],
  [
    'Complaint, OnAccountSuppressionList',
    complaint('abuse', 'OnAccountSuppressionList'),
    ['bounced', 'complained', null],
  ],
];

describe('events of SES', () => {
  it.each(EVENTS)('%s is recorded on the digest, the profile and the counts', async (_name, event, expected) => {
    expect(await outcomeOf(event)).toEqual(expected);
  });

  it.each(EVENTS)('%s, reported twice, is recorded once', async (_name, event, expected) => {
    expect(await outcomeOf(event, { times: 2 })).toEqual(expected);
  });

  it.each(EVENTS)('%s of a former address does not stop email', async (_name, event, expected) => {
    expect(await outcomeOf(event, { email: 'new@example.com' })).toEqual([expected[0], 'active', expected[2]]);
  });

  it('a bounce of an address that the current one forwards to stops email to the current one', async () => {
    const forwarded = { emailAddress: 'ada@elsewhere.example', action: 'failed', status: '5.1.1' };
    expect(await outcomeOf(bounce('Permanent', 'General', forwarded))).toEqual(HARD);
  });
});
