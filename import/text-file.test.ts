import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './text-file';

describe('decode', () => {
  it.each([
    ['CR', 'a\rb\r'],
    ['LF', 'a\nb\n'],
    ['CRLF', 'a\r\nb\r\n'],
    ['mixed', 'a\r\nb\r'],
  ])('reads %s line ends', (_, text) => {
    expect(decode(Buffer.from(text)).text).toBe('a\nb\n');
  });

  it('drops a byte order mark', () => {
    expect(decode(Buffer.from('\ufeffname\n')).text).toBe('name\n');
  });

  it.each(['utf-16le', 'utf-16be'])('reads %s with a byte order mark', (encoding) => {
    const bytes = Buffer.from('\ufeffMiaSolé\n', 'utf16le');
    expect(decode(encoding === 'utf-16le' ? bytes : bytes.swap16()).text).toBe('MiaSolé\n');
  });

  it('reads bytes that are not UTF-8 as Mac Roman where lines end with CR alone, and reports their lines', () => {
    const bytes = Buffer.concat([Buffer.from('name\rCafé\rMiaSol'), Buffer.from([0x8e]), Buffer.from('\rlast\r')]);
    const { text, repairedLines, repairedAs } = decode(bytes);
    expect(text).toBe('name\nCafé\nMiaSolé\nlast\n');
    expect([...repairedLines]).toEqual([3]);
    expect(repairedAs).toBe('macintosh');
  });

  it('reads them as Windows-1252 elsewhere, and keeps the UTF-8 around them', () => {
    const bytes = Buffer.concat([Buffer.from('\ufeffname\r\nÜber caf'), Buffer.from([0xe9]), Buffer.from(' ☕\r\n')]);
    const { text, repairedLines } = decode(bytes);
    expect(text).toBe('name\nÜber café ☕\n');
    expect([...repairedLines]).toEqual([2]);
  });

  it('decodes every letter of Windows-1252 from 0x80 to 0x9F, and replaces the five undefined bytes', () => {
    const letters = Array.from({ length: 32 }, (_, at) => {
      const bytes = Buffer.concat([Buffer.from('x\n'), Buffer.from([0x80 + at]), Buffer.from('\n')]);
      return decode(bytes).text.slice(2, -1);
    });
    expect(letters.join('')).toBe('€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ');
  });

  it('decodes the euro sign of Mac Roman', () => {
    const bytes = Buffer.concat([Buffer.from('amount\r'), Buffer.from([0xdb]), Buffer.from('5M\r')]);
    expect(decode(bytes).text).toBe('amount\n€5M\n');
  });

  it('decodes every well-formed text as the platform does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Surrogate}/gu, '')),
        (text) => {
          const bad = Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x0a])]);
          const expected = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
          expect(decode(bad).text).toBe(`${expected}ÿ\n`);
        },
      ),
    );
  });

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decode(Buffer.from(bytes)).text.length >= 0));
  });
});
