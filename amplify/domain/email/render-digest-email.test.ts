import { describe, expect, test } from 'vitest';
import type { DigestMatch, MatchReason } from '../digest/match';
import { DEFAULT_PREFERENCES } from '../preferences';
import type { DigestEmailInput } from './digest-content';
import { renderDigestEmail } from './render-digest-email';

const reason = (fields: Partial<MatchReason>): MatchReason => ({
  criterion: 'industry',
  verdict: 'match',
  value: 'biotech',
  share: null,
  points: 10,
  ...fields,
});

const match = (name: string, fields: Partial<DigestMatch> = {}): DigestMatch => ({
  startupId: name.toLowerCase(),
  name,
  industry: 'biotech',
  fundingStage: 'series-a',
  country: 'DE',
  region: 'Berlin',
  city: null,
  fundingAmount: 2_500_000,
  website: null,
  source: null,
  round: '',
  score: 87.4,
  reasons: [reason({})],
  changed: null,
  ...fields,
});

const ACME = match('Acme');

const input = (matches: DigestMatch[], fields: Partial<DigestEmailInput> = {}): DigestEmailInput => ({
  profile: { ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin' },
  digest: {
    kind: 'daily',
    dueAt: '2026-11-23T07:00:00.000Z',
    localDate: '2026-11-23',
    matches,
    nearMisses: [],
    matchTotal: matches.length,
  },
  appUrl: 'https://app.example.com/',
  postalAddress: 'Firstlight, 1 Example Street, Berlin',
  delayed: false,
  unsubscribeUrl: null,
  ...fields,
});

const render = (matches: DigestMatch[], fields: Partial<DigestEmailInput> = {}) =>
  renderDigestEmail(input(matches, fields));

const links = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));

describe('the subject', () => {
  test.each<[names: string[], subject: string]>([
    [['Acme'], '1 new match: Acme'],
    [['Acme', 'Brix'], '2 new matches: Acme and Brix'],
    [['Acme', 'Brix', 'Cato'], '3 new matches: Acme, Brix and 1 more'],
    [[...'abcdefghij'], '10 new matches: a, b and 8 more'],
    [['x'.repeat(300)], `1 new match: ${'x'.repeat(31)}…`],
    [['Acme\r\nBcc: x@example.com'], '1 new match: Acme Bcc: x@example.com'],
    [['نور', 'Brix'], '2 new matches: \u2068نور\u2069 and Brix'],
    [['\u0000\u200B'], '1 new match: Unnamed startup'],
  ])('of %j is %j', (names, subject) => {
    expect(render(names.map((name) => match(name))).subject).toBe(subject);
  });
});

test('the preheader continues the subject', () => {
  const { preheader, html } = render([match('Acme'), match('Brix', { fundingAmount: null, industry: null })]);
  expect(preheader).toBe('Acme: Biotech, Series A, Berlin, Germany, USD 2.5M. Brix: Series A, Berlin, Germany.');
  expect(html.indexOf(preheader)).toBeGreaterThan(0);
  expect(html.indexOf(preheader)).toBeLessThan(html.indexOf('<h1'));
});

describe('a match', () => {
  test('shows its name, score, facts and reasons in HTML and text', () => {
    const { html, text } = render([ACME]);
    for (const words of [
      'Acme',
      '87',
      'Biotech',
      'Series A',
      'Berlin, Germany',
      'USD 2.5M',
      'Biotech, one of your industries',
    ]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
  });

  test('has links to open, save or pass it in the app, for any id', () => {
    const { html, text } = render([match('Acme', { startupId: `a/b?c#d"e&f é` })]);
    const page = 'https://app.example.com/startups/a%2Fb%3Fc%23d%22e%26f%20%C3%A9';
    for (const url of [page, `${page}?save=1`, `${page}?pass=1`]) {
      expect(links(html)).toContain(url);
      expect(text).toContain(`: ${url}\n`);
    }
  });

  test('says what changed when it was sent before', () => {
    const { html, text } = render([match('Acme', { changed: 'series-b' })]);
    expect(html).toContain('New round since we last sent it: Series B');
    expect(text).toContain('New round since we last sent it: Series B');
  });

  test('leaves out reasons without a preference', () => {
    const { text } = render([
      match('Acme', {
        industry: null,
        reasons: [
          reason({ verdict: 'any' }),
          reason({ criterion: 'recency', verdict: 'any', value: '2026-11-01' }),
          reason({ criterion: 'stage', verdict: 'miss', value: 'seed' }),
        ],
      }),
    ]);
    expect(text).not.toContain('Biotech');
    expect(text).toContain('· Round of November 1, 2026');
    expect(text).toContain('- Seed, not a stage you look for');
  });

  test('is one of at most ten', () => {
    const { subject, text } = render(Array.from({ length: 14 }, (_, i) => match(`Startup ${i}`)));
    expect(subject).toMatch(/^10 new matches: /);
    expect(text.match(/\(score /g)).toHaveLength(10);
  });
});

describe('around the matches', () => {
  test('it says how many there were when only the best are shown', () => {
    const { digest } = input([ACME]);
    expect(render([ACME], { digest: { ...digest, matchTotal: 1_234 } }).text).toContain(
      'Monday, November 23 · the best 1 of 1,234',
    );
  });

  test('it says that it is delayed, and only then', () => {
    expect(render([ACME], { delayed: true }).text).toContain('Delayed: you asked for this email at 08:00.');
    expect(render([ACME], { delayed: true }).html).toContain('Delayed: you asked for this email at 08:00.');
    expect(render([ACME]).html).not.toContain('Delayed');
  });

  test('it offers changes of preferences that would find more', () => {
    const { digest } = input([ACME]);
    const nearMisses = [{ criterion: 'location' as const, change: 'add' as const, value: 'FR', gain: 3 }];
    const { html, text } = render([ACME], { digest: { ...digest, nearMisses } });
    expect(html).toContain('Also accept France: +3 matches');
    expect(text).toContain('Also accept France: +3 matches');
    // The link fills in the form: it must not save anything when a mail scanner opens it.
    const url = 'https://app.example.com/preferences?relax=location%3Aadd%3AFR';
    expect(links(html)).toContain(url);
    expect(text).toContain(`Apply: ${url}\n`);
  });

  test('it says for how many matches a must-have is unknown, and which one for each match', () => {
    const { html, text } = render([
      match('Acme', { industry: null, unknown: ['industry'] }),
      match('Brix', { region: null, unknown: ['location'] }),
      match('Cato', { unknown: [] }),
    ]);
    for (const form of [html, text]) {
      expect(form).toContain('For 2 of these 3, a must-have is unknown: industry (1), location (1).');
      expect(form).toContain('Industry unknown');
      expect(form).toContain('Exact location unknown');
    }
    expect(render([ACME]).text).not.toContain('a must-have is unknown');
  });

  test.each([
    [DEFAULT_PREFERENCES.weekdays, 'every day at 08:00 (Europe/Berlin)'],
    [['fri', 'mon'] as const, 'every Monday and Friday at 08:00 (Europe/Berlin)'],
    [['mon', 'tue', 'wed', 'thu', 'fri'] as const, 'on working days at 08:00 (Europe/Berlin)'],
  ])('it says why it came: %j', (weekdays, why) => {
    const { profile } = input([]);
    expect(render([ACME], { profile: { ...profile, weekdays: [...weekdays] } }).text).toContain(`new matches ${why}.`);
  });

  test('it says that the investor requested it with the button', () => {
    const { digest } = input([ACME]);
    expect(render([ACME], { digest: { ...digest, kind: 'instant' } }).text).toContain(
      'because you asked for recommendations',
    );
  });

  test('it has a link to stop it, with one click where there is an address for that', () => {
    expect(links(render([ACME]).html)).toContain('https://app.example.com/preferences#email');
    const unsubscribeUrl = 'https://api.example.com/unsubscribe?a=1&token=x';
    expect(links(render([ACME], { unsubscribeUrl }).html)).toContain(unsubscribeUrl);
    expect(render([ACME], { unsubscribeUrl }).text).toContain(`Stop these emails: ${unsubscribeUrl}\n`);
  });

  test('it names the sender and the postal address', () => {
    expect(render([ACME]).html).toContain('1 Example Street');
    expect(render([ACME]).text).toContain('Firstlight, 1 Example Street, Berlin');
  });
});

test('ten of the longest matches stay below 100 KB', () => {
  const long = '🚀&'.repeat(2_500);
  const reasons = (['industry', 'stage', 'location', 'amount', 'recency', 'learned'] as const).map((criterion) =>
    reason({ criterion, value: criterion === 'amount' ? '1000000' : long }),
  );
  const longest = Array.from({ length: 10 }, (_, i) =>
    match(long, {
      startupId: `${i}`.padEnd(200, 'x'),
      industry: long,
      region: long,
      city: long,
      changed: long,
      reasons,
    }),
  );
  const { html, text, subject } = render(longest, { delayed: true });
  expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  expect(subject.length).toBeLessThan(200);
});

describe('attributions of the facts', () => {
  test.each([
    [['crunchbase-2013', 'crunchbase-2013', 'nordic'], 1],
    [['nordic', null], 0],
  ])('sources %j: named %i times', (sources, times) => {
    const { html, text } = render(sources.map((source, i) => match(`Startup ${i}`, { source })));
    expect(html.split('Crunchbase October 2013 snapshot').length - 1).toBe(times);
    expect(links(html).includes('https://www.crunchbase.com')).toBe(times === 1);
    expect(
      text.split('Startup facts: Crunchbase October 2013 snapshot, CC-BY, https://www.crunchbase.com'),
    ).toHaveLength(times + 1);
  });
});
