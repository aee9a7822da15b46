import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { ANY, signUpInvestor, type Investor } from './investor';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;
let ada: Investor;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({ stateDir, wallClock: false });
  await listStartups(backend, THIRTY);
  ada = await signUpInvestor(backend, 'ada@example.com');
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const EMPTY_NUMBER = 'is empty; leave it out or give a number';
const NO_QUERY = 'is a query parameter, which is not read here; send it in the JSON body';

describe('REST', () => {
  it.each<[string, [field: string, problem: string | RegExp][]]>([
    ['industry=biotech', [['industry', 'is not known here; did you mean industries?']]],
    ['stage=seed', [['stage', 'is not known here; did you mean fundingStages?']]],
    ['page=2', [['page', /^is not known here; known are: text, industries, /]]],
    ['Text=web', [['Text', 'is not known here; did you mean text?']]],
    ['limit=1&limit=2', [['limit', 'is given 2 times; give it once']]],
    ['text=a&text=b', [['text', 'is given 2 times; give it once']]],
    ['limit=', [['limit', EMPTY_NUMBER]]],
    ['minFunding=&maxFunding=', [['minFunding', EMPTY_NUMBER], ['maxFunding', EMPTY_NUMBER]]], // prettier-ignore
    ['industries=', [['industries', 'is empty; leave it out to have any']]],
    ['industries=web&industries=', [['industries', 'is empty; leave it out to have any']]],
    ['limit=abc', [['limit', 'must be a number in digits']]],
    ['limit=0x10', [['limit', 'must be a number in digits']]],
    ['minFunding=1e6', [['minFunding', 'must be a number in digits']]],
    ['maxFunding=500k', [['maxFunding', 'must be a number in digits']]],
    ['limit=0', [['limit', 'must be at least 1']]],
    ['limit=101', [['limit', 'must be at most 100']]],
    ['minFunding=1.5', [['minFunding', 'must be a whole number of US dollars']]],
    ['minFunding=-1', [['minFunding', 'must not be negative']]],
    ['limit=abc&industry=web', [['limit', 'must be a number in digits']]],
    ['limit=101&industry=web', [['industry', 'is not known here; did you mean industries?'], ['limit', 'must be at most 100']]], // prettier-ignore
  ])('GET /startups?%s is refused with the name of each invalid parameter', async (query, problems) => {
    const { status, body } = await ada.rest('GET', `/startups?${query}`);
    expect([status, body.error?.code]).toEqual([400, 'InvalidInputError']);
    expect(body.error?.problems).toEqual(
      problems.map(([field, problem]) => ({
        field,
        problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
      })),
    );
  });

  it.each([
    ['', 30],
    ['?text=', 30],
    ['?industries=web&industries=biotech&minFunding=0&limit=3', 20],
  ])('GET /startups%s is answered', async (query, total) => {
    const { status, body } = await ada.rest('GET', `/startups${query}`);
    expect([status, body.total]).toEqual([200, total]);
  });

  it.each<[string, unknown, field: string, problem: string]>([
    ['/preferences', { ...ANY, industry: ['web'] }, 'industry', 'is not known here; did you mean industries?'],
    [
      '/preferences',
      { ...ANY, preferedTime: '08:00' },
      'preferedTime',
      'is not known here; did you mean preferredTime?',
    ],
    ['/preferences', { ...ANY, timeZone: 'BST' }, 'timeZone', 'is an abbreviation that several zones use; choose one: Europe/London, Asia/Dhaka, Europe/Guernsey, Europe/Isle_of_Man or another'], // prettier-ignore
    ['/preferences', { ...ANY, timeZone: 'berlin' }, 'timeZone', 'is not a time zone of the IANA database; choose one like Europe/Berlin'], // prettier-ignore
    ['/preferences?timeZone=UTC', ANY, 'timeZone', NO_QUERY],
    ['/match-startups', { limit: 3 }, 'limit', 'is not known here; known are: none'],
    ['/match-startups?limit=3', undefined, 'limit', NO_QUERY],
    ['/bookmarks', { startup: 's1' }, 'startup', 'is not known here; did you mean startupId?'],
    ['/bookmarks', { startupId: 's1', notes: 'call' }, 'notes', 'is not known here; did you mean note?'],
    ['/bookmarks?status=saved', { startupId: 's1' }, 'status', NO_QUERY],
    ['/bookmarks', ['s1'], '', 'The body must be a JSON object.'],
    ['/preferences', 'null', '', 'The body must be a JSON object.'],
    ['/match-startups', '"now"', '', 'The body must be a JSON object.'],
    ['/bookmarks', '{"startupId"', '', 'The body is not valid JSON.'],
  ])('POST %s with %j is refused with the name of the field', async (route, body, field, problem) => {
    const answer = await ada.rest('POST', route, body);
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'InvalidInputError']);
    expect(answer.body.error?.problems?.[0]).toEqual({ field, problem });
  });
});
