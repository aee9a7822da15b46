import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayText, isolated } from './display-text';

describe('startup text for display', () => {
  test.each<[what: string, text: string, shown: string]>([
    ['line breaks become spaces', 'Acme\r\nBcc: x@example.com', 'Acme Bcc: x@example.com'],
    ['Unicode line breaks become spaces', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['control characters go', 'a\u0000b\u001b[31m\u007f', 'ab[31m'],
    ['direction overrides go', 'safe\u202Egnp.exe\u2069\u200F', 'safegnp.exe'],
    ['invisible characters go', 'pay\u200Bpal\u2060\u00AD\uFEFF', 'paypal'],
    ['half surrogate pairs go', 'a\uD83Db\uDE80', 'ab'],
    ['noncharacters go', 'a\uFFFE\u{1FFFF}b', 'ab'],
    ['hidden tag characters go', 'a\u{E0041}b', 'ab'],
    ['floods of marks are cut', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
    ['emoji that are joined stay whole', '👩‍🚀 🏴‍☠️', '👩‍🚀 🏴‍☠️'],
    ['letters of other scripts stay', 'شركة النور 株式会社 Ångström', 'شركة النور 株式会社 Ångström'],
    ['space is collapsed and trimmed', '  a \t\n b  ', 'a b'],
    ['markup is left to the escaping', '<b>', '<b>'],
  ])('%s', (_, text, shown) => expect(displayText(text, 100)).toBe(shown));

  test('is cut between characters and ends with an ellipsis', () => {
    expect(displayText('🚀🚀🚀🚀', 3)).toBe('🚀🚀…');
    expect(displayText('🚀🚀🚀', 3)).toBe('🚀🚀🚀');
    expect(displayText('one two', 5)).toBe('one…');
  });

  test('is always one line of printable text within its length, and stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const shown = displayText(text, max);
        expect([...shown].length).toBeLessThanOrEqual(max);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(shown).toBe(shown.trim());
        expect(displayText(shown, max)).toBe(shown);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('only text with right-to-left letters is isolated from its neighbours', () => {
  expect(isolated('Acme')).toBe('Acme');
  expect(isolated('حברת')).toBe('\u2068حברת\u2069');
});
