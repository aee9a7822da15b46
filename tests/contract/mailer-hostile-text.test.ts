import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { parse, type DefaultTreeAdapterMap, type ParserError } from 'parse5';
import { describe, expect, test } from 'vitest';
import { buildMessage } from '../../amplify/adapters/mime-message';
import type { DigestMatch } from '../../amplify/domain/digest/match';
import { displayText } from '../../amplify/domain/email/display-text';
import { renderDigestEmail, type RenderedEmail } from '../../amplify/domain/email/render-digest-email';
import { DEFAULT_PREFERENCES } from '../../amplify/domain/preferences';

/*
 * 10,000 hostile startups, two per email so that every name is in a subject. Each email is rendered, built into a
 * message, parsed by another library, and compared.
 */

const STARTUPS = 10_000;
const PER_EMAIL = 2;
const APP_URL = 'https://app.example.com';
const STOP_URL = 'https://api.example.com/unsubscribe?token=a&b=c';

const FRAGMENTS = [
  '\r\nBcc: victim@example.com',
  '\r\n\r\n<h1>owned</h1>',
  '\r\n.\r\nMAIL FROM:<x>',
  '\nContent-Type: text/html',
  '\u0000',
  '\u0007\u001b[31m\u007f\u0085',
  '\u202Egnp.exe\u202C',
  '\u2066\u2067\u2068\u2069\u200E\u200F\u061C',
  '\u2028\u2029\u200B\u2060\uFEFF',
  '\uD800',
  '\uDFFF',
  '\uFFFE\uFFFF',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</td></tr></table></body></html>',
  '<!--',
  '-->',
  '<![endif]-->',
  ']]>',
  '<style>*{display:none}</style>',
  '</style>',
  '</title>',
  '"onmouseover="alert(1)',
  `'"\`>`,
  '&lt;b&gt;',
  '&#0;&#x202e;&amp',
  '&',
  'javascript:alert(1)',
  'data:text/html,x',
  '=?utf-8?q?=62cc:?=',
  '=?utf-8?b?QmNj?=',
  '=?',
  '?=',
  '=0D=0A',
  '=',
  '----_NmP-boundary',
  '--\n',
  '👩‍🚀🏴‍☠️🚀',
  '𝒜𝒸𝓂ℯ',
  '株式会社',
  'شركة النور',
  'חברת "אור"',
  'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324',
  '%0d%0a%00',
  '../../',
  '${7*7}{{7*7}}',
  ', b@example.com;',
  '\\',
  ' ',
  'Acme',
];

const hostileText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .chain((parts) => {
    const text = parts.join('');
    // Sometimes 10 kB long.
    return fc.oneof(
      { weight: 49, arbitrary: fc.constant(text) },
      { weight: 1, arbitrary: fc.constant(text.padEnd(10_000, text)) },
    );
  });

const hostileMatch: fc.Arbitrary<DigestMatch> = fc.record({
  startupId: hostileText.map((text) => text.slice(0, 40)),
  name: hostileText,
  industry: fc.option(hostileText),
  fundingStage: fc.constantFrom('seed' as const, null),
  country: fc.option(fc.oneof(fc.constant('DE'), hostileText)),
  region: fc.option(hostileText),
  city: fc.option(hostileText),
  fundingAmount: fc.option(fc.integer({ min: 0, max: 1_000_000_000_000 })),
  website: fc.option(hostileText),
  source: fc.option(hostileText),
  round: fc.constant(''),
  score: fc.integer({ min: 0, max: 100 }),
  reasons: hostileText.map((value) => [
    { criterion: 'industry' as const, verdict: 'match' as const, value, share: 0.4, points: 1 },
    { criterion: 'location' as const, verdict: 'match' as const, value, asked: value, share: null, points: 1 },
  ]),
  changed: fc.option(hostileText),
});

const emails: { matches: DigestMatch[]; email: RenderedEmail; page: Page }[] = [];
const startups = fc.sample(hostileMatch, { numRuns: STARTUPS, seed: 20261123 });
for (let i = 0; i < STARTUPS; i += PER_EMAIL) {
  const matches = startups.slice(i, i + PER_EMAIL);
  const email = render(matches);
  emails.push({ matches, email, page: parsePage(email.html) });
}

function render(matches: DigestMatch[]): RenderedEmail {
  return renderDigestEmail({
    profile: { ...DEFAULT_PREFERENCES },
    digest: {
      kind: 'daily',
      dueAt: '2026-11-23T08:00:00.000Z',
      localDate: '2026-11-23',
      matches,
      nearMisses: [{ criterion: 'industry', change: 'add', value: matches[0]!.name, gain: 1 }],
      matchTotal: matches.length,
    },
    appUrl: APP_URL,
    postalAddress: 'Firstlight, 1 Example Street',
    delayed: false,
    unsubscribeUrl: STOP_URL,
  });
}

const build = ({ subject, html, text }: RenderedEmail) =>
  buildMessage(
    {
      to: 'investor@example.com',
      subject,
      html,
      text,
      unsubscribeUrl: STOP_URL,
      tags: { investorId: 'i', digestKey: 'k' },
    },
    { from: 'Firstlight <hello@example.com>' },
  );

type Element = DefaultTreeAdapterMap['element'];

interface Page {
  elements: Element[];
  errors: ParserError[];
}

function parsePage(html: string): Page {
  const errors: ParserError[] = [];
  const elements: Element[] = [];
  const visit = (node: DefaultTreeAdapterMap['node']) => {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html, { onParseError: (error) => errors.push(error) }));
  return { elements, errors };
}

function textOf(node: DefaultTreeAdapterMap['node']): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterMap['textNode']).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const attribute = (element: Element, name: string) => element.attrs.find((attr) => attr.name === name)?.value;

/** The elements and attributes in the email of a harmless startup. */
const shapeOf = (element: Element) => `${element.tagName}[${element.attrs.map(({ name }) => name).join()}]`;

const friendly = (fields: Partial<DigestMatch> = {}): DigestMatch => ({
  ...startups[0]!,
  startupId: 'acme',
  name: 'Acme',
  industry: 'biotech',
  country: 'DE',
  region: 'Berlin',
  city: 'Berlin',
  changed: 'seed',
  ...fields,
});
const friendlyShapes = new Set(parsePage(render([friendly(), friendly()]).html).elements.map(shapeOf));

const HEADERS = [
  'from',
  'to',
  'subject',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'auto-submitted',
  'message-id',
  'date',
  'mime-version',
  'content-type',
];

describe(`${STARTUPS.toLocaleString('en')} hostile startups`, () => {
  test('leave the HTML well-formed, with only the elements and attributes of a harmless startup', () => {
    for (const { page } of emails) {
      const { elements, errors } = page;
      expect(errors).toEqual([]);
      const strange = elements.map(shapeOf).filter((shape) => !friendlyShapes.has(shape));
      expect(strange).toEqual([]);
    }
  });

  test('are named in the HTML exactly as they are displayed', () => {
    for (const { matches, page } of emails) {
      const names = page.elements.filter(
        ({ tagName, attrs }) => tagName === 'h2' && attrs.some(({ name }) => name === 'dir'),
      );
      expect(names.map((name) => textOf(name).trim())).toEqual(
        matches.map(({ name }) => displayText(name, 80) || 'Unnamed startup'),
      );
    }
  });

  test('are linked to their own page in the app only', () => {
    for (const { matches, page } of emails) {
      const urls = page.elements.map((element) => attribute(element, 'href')).filter((url) => url !== undefined);
      const pages = urls.filter((url) => url.startsWith(`${APP_URL}/startups/`));
      // The link of a near miss leads to the form of the app, with the hostile industry unchanged.
      const changes = urls.filter((url) => url.startsWith(`${APP_URL}/preferences?`));
      expect(changes.map((url) => new URL(url).searchParams.get('relax'))).toEqual([
        `industry:add:${matches[0]!.name.replace(/\p{Cs}/gu, '\uFFFD')}`,
      ]);
      expect(urls.filter((url) => !pages.includes(url) && !changes.includes(url)).sort()).toEqual(
        [APP_URL, `${APP_URL}/preferences`, `${APP_URL}/preferences`, STOP_URL].sort(),
      );
      const ids = pages.map((url) => decodeURIComponent(url.slice(`${APP_URL}/startups/`.length).split('?')[0]!));
      const expected = matches.flatMap(({ startupId }) =>
        Array<string>(4).fill(startupId.replace(/\p{Cs}/gu, '\uFFFD')),
      );
      expect(ids).toEqual(expected);
      for (const url of [...pages, ...changes]) expect(url).toMatch(/^[\x21-\x7e]+$/);
    }
  });

  test('give a subject of one line of visible characters', () => {
    for (const { email } of emails) {
      expect(email.subject).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E]/u);
      expect(email.subject).toMatch(/^2 new matches: /);
      expect(email.subject.length).toBeLessThan(200);
    }
  });

  test('arrive as the same subject, text and HTML, without a header of their own', async () => {
    for (const { email } of emails) {
      const raw = Buffer.from(await build(email));
      const arrived = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
      expect(arrived.subject).toBe(email.subject);
      expect(arrived.text).toBe(email.text);
      expect(arrived.html).toBe(email.html);
      expect(arrived.attachments).toEqual([]);
      expect([...arrived.headerLines.map(({ key }) => key)].sort()).toEqual([...HEADERS].sort());
      expect([arrived.to].flat().flatMap((to) => to?.value ?? [])).toEqual([
        { address: 'investor@example.com', name: '' },
      ]);
      // RFC 5322: lines of at most 998 characters, ASCII only.
      expect(raw.every((byte) => byte < 0x80 && byte !== 0)).toBe(true);
      expect(
        Math.max(
          ...raw
            .toString('latin1')
            .split('\r\n')
            .map(({ length }) => length),
        ),
      ).toBeLessThanOrEqual(998);
    }
  }, 600_000);
});
