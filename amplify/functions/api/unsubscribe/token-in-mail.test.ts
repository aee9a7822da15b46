import { expect, it } from 'vitest';
import { tokensInMail } from './token-in-mail';

const mail = (subject?: string) => ({ ses: { mail: { commonHeaders: { subject } } } });

it('reads the token out of the subject, though it was folded on its way', () => {
  expect(tokensInMail({ Records: [mail('v1.1.abc\r\n def.ghi '), mail()] })).toEqual(['v1.1.abcdef.ghi', '']);
});

it('knows what is no mail', () => {
  for (const event of [null, {}, { requestContext: { http: { method: 'GET' } } }, { Records: [{ sns: {} }] }]) {
    expect(tokensInMail(event)).toBeNull();
  }
});
