/** The published snapshot has a different format, or is truncated or damaged. Callers read the table instead. */
export class UnreadableSnapshotError extends Error {
  override readonly name = 'UnreadableSnapshotError';
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type NumbersType<T extends Numbers> = { new (length: number): T; BYTES_PER_ELEMENT: number };

/** Sections start at multiples of this, so that typed arrays can view the bytes without a copy. */
const ALIGNMENT = 8;
const MAGIC = 0x53434c46; // FLCS
/** Magic number, checksum, total length in bytes, zero: 32 bits each. */
const HEADER_BYTES = 16;

/**
 * Writes arrays one after another, each preceded by its length. Numbers are little-endian, as in the memory of all
 * machines that run Lambda or Node.
 */
export class SectionWriter {
  private readonly parts: Uint8Array[] = [];

  numbers(values: Numbers): void {
    const { buffer, byteOffset, byteLength } = values;
    this.parts.push(new Uint8Array(new Uint32Array([values.length, 0]).buffer));
    this.parts.push(new Uint8Array(buffer, byteOffset, byteLength), new Uint8Array(padding(byteLength)));
  }

  bytes(): Uint8Array {
    const length = this.parts.reduce((sum, part) => sum + part.length, HEADER_BYTES);
    const bytes = new Uint8Array(length);
    let at = HEADER_BYTES;
    for (const part of this.parts) {
      bytes.set(part, at);
      at += part.length;
    }
    bytes.set(new Uint8Array(new Uint32Array([MAGIC, checksum(bytes), length, 0]).buffer));
    return bytes;
  }
}

/** Reads sections in the order in which they were written. Checks each length before using it. */
export class SectionReader {
  private readonly bytes: Uint8Array;
  private at = HEADER_BYTES;

  /** Throws UnreadableSnapshotError if the bytes are not exactly what a `SectionWriter` wrote. */
  constructor(bytes: Uint8Array) {
    if (bytes.length < HEADER_BYTES || bytes.length % ALIGNMENT !== 0) throw unreadable('is truncated');
    this.bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
    const [magic, sum, length, zero] = new Uint32Array(this.bytes.buffer, this.bytes.byteOffset, 4);
    if (magic !== MAGIC || zero !== 0) throw unreadable('is not a catalog');
    if (length !== bytes.length) throw unreadable(`has ${bytes.length} bytes instead of ${length}`);
    if (sum !== checksum(this.bytes)) throw unreadable('is damaged: its checksum differs');
  }

  /** Throws UnreadableSnapshotError if `expected` is given and the number of values differs. */
  numbers<T extends Numbers>(type: NumbersType<T>, expected?: number): T {
    const [length] = this.view(Uint32Array, 2);
    if (expected !== undefined && length !== expected) throw unreadable(`has ${length} values instead of ${expected}`);
    const values = this.view(type, length!);
    this.at += padding(values.byteLength);
    return values;
  }

  end(): void {
    if (this.at !== this.bytes.length) throw unreadable('has bytes after its last section');
  }

  private view<T extends Numbers>(type: NumbersType<T>, length: number): T {
    const byteLength = length * type.BYTES_PER_ELEMENT;
    if (this.at + byteLength > this.bytes.length) throw unreadable('ends within a section');
    const from = this.bytes.byteOffset + this.at;
    this.at += byteLength;
    return new (type as unknown as new (buffer: ArrayBufferLike, from: number, length: number) => T)(
      this.bytes.buffer,
      from,
      length,
    );
  }
}

export function unreadable(problem: string, cause?: unknown): UnreadableSnapshotError {
  return new UnreadableSnapshotError(`The snapshot of the catalog ${problem}.`, { cause });
}

function padding(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
}

/** FNV-1a over 32-bit words, with an extra shift, so that every changed word changes the checksum. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, (bytes.length - HEADER_BYTES) / 4);
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
