import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookmarkInput } from './bookmark';
import { DEFAULT_PREFERENCES, preferences } from './preferences';
import { startup } from './startup';
import { visibleLine, visibleText } from './visible-text';

describe('visible text', () => {
  it.each<[what: string, text: string, visible: string]>([
    ['drops direction embeddings and overrides', 'a\u202Ab\u202Bc\u202Cd\u202De\u202Ef', 'abcdef'],
    ['drops direction isolates', 'a\u2066b\u2067c\u2068d\u2069e', 'abcde'],
    ['drops direction marks', 'a\u200Eb\u200Fc\u061Cd', 'abcd'],
    ['drops zero-width spaces, word joiners and byte order marks', 'pay\u200Bpal\u2060.\uFEFFcom', 'paypal.com'],
    ['drops soft hyphens and fillers', 'a\u00ADb\u3164c\u115Fd\uFFA0e', 'abcde'],
    ['drops control characters', 'a\u0000b\u001B[31mc\u007Fd\u009Fe', 'ab[31mcde'],
    ['drops half surrogate pairs and noncharacters', 'a\uD83Db\uDE80c\uFFFEd', 'abcd'],
    ['drops tags outside of flags', 'a\u{E0041}\u{E007F}b', 'ab'],
    ['drops joiners between Latin letters', 'pay\u200Dpal\u200C.com', 'paypal.com'],
    ['drops joiners beside a space and the second of two', '\u200C میک\u200C\u200Cده', ' میک\u200Cده'],
    ['keeps the non-joiner of Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['keeps the joiner at the end of an Arabic abbreviation', 'ه\u200D', 'ه\u200D'],
    ['keeps joiners of Devanagari', 'क्\u200Dष क्\u200Cष', 'क्\u200Dष क्\u200Cष'],
    [
      'keeps joined emoji',
      '👩\u200D🚀 👩🏽\u200D🚀 🏴\u200D☠️ ❤️\u200D🔥',
      '👩\u200D🚀 👩🏽\u200D🚀 🏴\u200D☠️ ❤️\u200D🔥',
    ],
    ['keeps flags that are spelled with tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'], // prettier-ignore
    ['keeps letters of every script', 'شركة النور חברה 株式会社 Ångström', 'شركة النور חברה 株式会社 Ångström'],
    ['keeps paragraphs, and reads every line ending as one', 'a\r\nb\rc\nd\te', 'a\nb\nc\nd\te'],
  ])('%s', (_, text, visible) => expect(visibleText(text)).toBe(visible));

  it('in one line has no line breaks and no space to spare', () => {
    expect(visibleLine(' Acme\t\u202E \r\n  Inc\u2028Ltd ')).toBe('Acme Inc Ltd');
  });

  it.each([visibleText, visibleLine])('does not change when it is cleaned again: %o', (clean) => {
    const part = fc.constantFrom('a', 'ک', 'क्', '👩', '🚀', '️', '🏴', '\u200C', '\u200D', '\u202E', '\uD83D', '\uDE80', '\u{E0067}', '\u{E007F}', ' ', '\n', '\r'); // prettier-ignore
    const text = fc.oneof(fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' })); // prettier-ignore
    fc.assert(
      fc.property(text, (dirty) => {
        expect(clean(clean(dirty))).toBe(clean(dirty));
        expect(clean(dirty)).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('text is cleaned by the schemas through which it enters', () => {
  it('of a startup', () => {
    const dirty = 'A\u202Ecme';
    const parsed = startup.parse({
      ...{ id: 'acme', name: dirty, industry: dirty, fundingStage: null, country: 'US', region: dirty, city: dirty },
      ...{ description: 'One\u202E\n\ntwo', website: 'https://acme.example/\u202Epath', fundingAmount: null },
      ...{ tags: [dirty], foundedYear: null, teamSize: null, source: dirty, listedAt: null, listed: true },
      updatedAt: '2026-03-01T08:00:00.000Z',
    });
    expect(JSON.stringify(parsed)).not.toContain('\u202E');
    expect(parsed).toMatchObject({ name: 'Acme', description: 'One\n\ntwo', website: 'https://acme.example/path' });
  });

  it('which refuses a name that has nothing to see', () => {
    expect(startup.shape.name.safeParse('\u202E\u200B').error?.issues[0]?.message).toBe('must not be empty');
  });

  it('of preferences', () => {
    const given = { industries: ['bio\u202Etech'], locations: ['DE/Bav\u202Earia/ Mu\u200Bnich'], excludedTerms: ['to\u2066bacco '] }; // prettier-ignore
    expect(preferences.parse({ ...DEFAULT_PREFERENCES, ...given })).toMatchObject({
      industries: ['biotech'],
      locations: ['DE/Bavaria/Munich'],
      excludedTerms: ['tobacco'],
    });
  });

  it('of a note', () => {
    expect(bookmarkInput.parse({ startupId: 'acme', note: 'Call\u202E\n  Ann' }).note).toBe('Call\n  Ann');
  });
});
