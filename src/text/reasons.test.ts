import { describe, expect, test } from 'vitest';
import { readDigestReason } from '../../amplify/domain/digest/reason';
import { readEmailStatusReason } from '../../amplify/domain/email-status-reason';
import { digestReasonText, emailStatusReasonText } from './reasons';

describe('why email is stopped', () => {
  test.each([
    ['addressRefused', '550 no such user', '550 no such user'],
    ['addressRefused', null, 'The address does not accept email.'],
    ['bouncedInARow', '452 mailbox full', '3 emails in a row came back: 452 mailbox full'],
    ['bouncedInARow', null, '3 emails in a row came back: The address does not accept email.'],
    ['reportedAsSpam', null, 'You reported our email as spam.'],
    ['unsubscribeLink', null, 'You used the unsubscribe link in an email.'],
  ] as const)('%s with %s', (code, detail, text) => {
    expect(emailStatusReasonText(code, detail)).toBe(text);
  });
});

describe('a sentence of a row from before reasons were codes is shown as it is', () => {
  test('of a profile', () => {
    const sentence = '3 emails in a row came back: 452 mailbox full';
    const { emailStatusReason, emailStatusDetail } = readEmailStatusReason({ emailStatusReason: sentence });
    expect(emailStatusReasonText(emailStatusReason!, emailStatusDetail)).toBe(sentence);
  });

  test('of a digest', () => {
    expect(digestReasonText(readDigestReason({ reason: 'Paused until Friday.' }))).toBe('Paused until Friday.');
  });
});
