import { expect, it } from 'vitest';
import * as z from 'zod';
import { readRecorded } from '../recorded/read-recorded';
import { checkSesAccount } from './ses-account';

const branch = { isSandbox: false, appUrl: 'https://app.example.com' };
const recorded = (name: string, change: Record<string, unknown> = {}) => {
  const { answered } = z.object({ answered: z.looseObject({}) }).parse(readRecorded('ses-get-account', name));
  return { answered: { ...answered, ...change } };
};
const results = (...args: Parameters<typeof checkSesAccount>) => checkSesAccount(...args).map(({ result }) => result);

it('an account with production access is ready', () => {
  expect(checkSesAccount(recorded('production'), branch)).toMatchObject([
    { check: 'SES production access', result: 'ok' },
    { check: 'SES sending', result: 'ok' },
    { check: 'SES sending quota', result: 'ok', says: expect.stringContaining('120 of 50000 emails') },
  ]);
});

it('the SES sandbox stops a branch and warns a sandbox', () => {
  expect(results(recorded('sandbox'), branch)).toEqual(['missing', 'ok', 'ok']);
  expect(results(recorded('sandbox'), { ...branch, isSandbox: true })).toEqual(['warning', 'ok', 'ok']);
  expect(checkSesAccount(recorded('sandbox'), branch)[0]!.mend).toContain('--website-url https://app.example.com');
});

it.each([
  ['sending that is off', { SendingEnabled: false }, 'missing'],
  ['an account that was shut down', { EnforcementStatus: 'SHUTDOWN' }, 'missing'],
  ['an account under review', { EnforcementStatus: 'PROBATION' }, 'warning'],
])('%s', (_, change, result) => {
  expect(results(recorded('production', change), branch)).toEqual(['ok', result, 'ok']);
});

it('a quota that is used up is a warning, and no daily limit is none', () => {
  const used = { SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 200 } };
  expect(results(recorded('production', used), branch)[2]).toBe('warning');
  const unlimited = { SendQuota: { Max24HourSend: -1, MaxSendRate: 100, SentLast24Hours: 9 } };
  expect(checkSesAccount(recorded('production', unlimited), branch)[2]).toMatchObject({
    result: 'ok',
    says: 'No daily limit, 100 emails a second.',
  });
});
