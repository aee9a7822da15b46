import iconv from 'iconv-lite';
import { readFile } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';

/** A file that cannot be read at all. The message names it and says what to do. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

export interface DecodedText {
  /** Line ends are all `\n`; no byte order mark. */
  text: string;
  /** Lines with bytes that are not UTF-8, counted from 1. */
  repairedLines: ReadonlySet<number>;
  /** The encoding those bytes were read as. */
  repairedAs: string | null;
}

/** V8 holds at most about 2^29 characters in a string. */
const MAX_BYTES = 500_000_000;

/** Reads a text file. Detects gzip by its first bytes, not by the file's name. */
export async function readTextFile(path: string): Promise<DecodedText> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new UnreadableFileError(`${path} can't be opened: ${(cause as Error).message}`, { cause });
  }
  const unpacked = unpack(bytes, path);
  const kind = BINARIES.find(([signature]) => unpacked.subarray(0, signature.length).equals(signature))?.[1];
  if (kind) throw new UnreadableFileError(`${path} is ${kind}.`);
  return decode(unpacked, path);
}

/** The first bytes of binary formats, and what to do with such a file. */
const BINARIES: [signature: Buffer, what: string][] = [
  [
    Buffer.from('PK\x03\x04', 'latin1'),
    'an Excel workbook (.xlsx) or another ZIP archive: save the sheet as CSV UTF-8, or unpack the archive',
  ],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Excel workbook (.xls): save the sheet as CSV UTF-8'],
  [Buffer.from('%PDF', 'latin1'), 'a PDF: export its table as CSV'],
  [Buffer.from('\x89PNG', 'latin1'), 'a picture: startups come from CSV, JSON Lines or JSON'],
  [Buffer.from('ffd8ff', 'hex'), 'a picture: startups come from CSV, JSON Lines or JSON'],
  [Buffer.from('PAR1', 'latin1'), 'a Parquet file: export it as CSV or JSON Lines'],
  [Buffer.from('SQLite format 3', 'latin1'), 'a SQLite database: export the table as CSV'],
  [Buffer.from('BZh', 'latin1'), 'packed with bzip2: unpack it, or pack it with gzip'],
  [Buffer.from('fd377a585a00', 'hex'), 'packed with xz: unpack it, or pack it with gzip'],
  [Buffer.from('28b52ffd', 'hex'), 'packed with zstd: unpack it, or pack it with gzip'],
];

function unpack(bytes: Buffer, path: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES, finishFlush: constants.Z_FINISH });
  } catch (cause) {
    throw new UnreadableFileError(
      `${path} is a damaged or too large gzip file (${(cause as Error).message}). Pack it again, or split it.`,
      { cause },
    );
  }
}

/**
 * Decodes UTF-8, or UTF-16 with a byte order mark. Bytes that are not UTF-8 are decoded as Mac Roman in a file whose
 * lines end with CR alone, as on the classic Mac OS, else as Windows-1252. Node's TextDecoder decodes 0x80 to 0x9F of
 * Windows-1252 to control characters on some builds, so a library decodes them.
 */
export function decode(bytes: Buffer, path = 'the file'): DecodedText {
  if (bytes.length > MAX_BYTES) throw new UnreadableFileError(`${path} is larger than 500 MB. Split it.`);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return plain(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return plain(new TextDecoder('utf-16be').decode(bytes));
  try {
    return plain(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return repair(bytes);
  }
}

function plain(text: string): DecodedText {
  return { text: unixLines(text), repairedLines: new Set(), repairedAs: null };
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function repair(bytes: Buffer): DecodedText {
  const repairedAs = bytes.includes(0x0d) && !bytes.includes(0x0a) ? 'macintosh' : 'windows-1252';
  // The library's Mac Roman is the version without the euro sign.
  const macRoman = new TextDecoder('macintosh');
  const letter = (byte: Buffer) =>
    repairedAs === 'macintosh' ? macRoman.decode(byte) : iconv.decode(byte, repairedAs);
  const parts: string[] = [];
  const repairedLines = new Set<number>();
  let line = 1;
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) line++;
    const length = byte < 0x80 ? 1 : sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(bytes.toString('utf8', from, at), letter(bytes.subarray(at, at + 1)));
    repairedLines.add(line);
    at++;
    from = at;
  }
  parts.push(bytes.toString('utf8', from));
  return { text: unixLines(parts.join('')), repairedLines, repairedAs };
}

/** Length of the well-formed UTF-8 sequence at a byte above 0x7f; 0 if it is malformed (Unicode 3.9, table 3-7). */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1]!;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  return length;
}
