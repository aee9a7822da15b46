import { expect, it } from 'vitest';
import { readRecorded } from '../recorded/read-recorded';
import { checkLambdaConcurrency } from './lambda-concurrency';

it.each([
  ['usual', 0, 'ok'],
  ['usual', 900, 'ok'],
  ['usual', 901, 'missing'],
  ['newAccount', 0, 'warning'],
  ['newAccount', 1, 'missing'],
  ['mostReserved', 2, 'ok'],
  // The reservation may be this deployment's own, which is in the figure already.
  ['mostReserved', 3, 'warning'],
])('an account "%s" with %i reserved by the templates: %s', (name, reserved, result) => {
  expect(checkLambdaConcurrency(readRecorded('lambda-get-account-settings', name), reserved)).toMatchObject([
    { result },
  ]);
});
