import { expect, it } from 'vitest';
import { tokensInMail } from './token-in-mail';

const mail = (subject?: string) => ({ ses: { mail: { commonHeaders: { subject } } } });

it('reads the token from the subject, also when the line was folded', () => {
  expect(tokensInMail({ Records: [mail('v1.1.abc\r\n def.ghi '), mail()] })).toEqual(['v1.1.abcdef.ghi', '']);
});

it('returns null for an event that is not a mail', () => {
  for (const event of [null, {}, { requestContext: { http: { method: 'GET' } } }, { Records: [{ sns: {} }] }]) {
    expect(tokensInMail(event)).toBeNull();
  }
});
