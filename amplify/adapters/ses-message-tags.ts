import type { MessageTag } from '@aws-sdk/client-ses';
import type { DigestEmail } from '../domain/ports';

const INVESTOR_TAG = 'investorId';
const DIGEST_TAG = 'digestKey';

/** Longest value of a tag that SES accepts, in characters. */
const MAX_VALUE = 256;

/** The message's tags, which every SES event about it has. */
export function writeMessageTags({ investorId, digestKey }: DigestEmail['tags']): MessageTag[] {
  return [
    { Name: INVESTOR_TAG, Value: encodeTagValue(investorId) },
    { Name: DIGEST_TAG, Value: encodeTagValue(digestKey) },
  ];
}

/** Reads the tags of an SES event; null for an event about a message that is not a digest. */
export function readMessageTags(tags: Record<string, string[]>): DigestEmail['tags'] | null {
  const investorId = decodeTagValue(tags[INVESTOR_TAG]?.[0]);
  const digestKey = decodeTagValue(tags[DIGEST_TAG]?.[0]);
  return investorId && digestKey ? { investorId, digestKey } : null;
}

/**
 * A tag's value may hold only ASCII letters, digits, `_` and `-`; every other byte of the text (and `_` itself) becomes
 * `_` and two hexadecimal digits: `daily#2026-11-22` -> `daily_232026-11-22`. Throws RangeError for a value that is too
 * long or empty.
 */
function encodeTagValue(text: string): string {
  const encoded = [...new TextEncoder().encode(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((letter) => (/[A-Za-z0-9-]/.test(letter) ? letter : `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('');
  if (encoded === '' || encoded.length > MAX_VALUE) {
    throw new RangeError(
      `A message tag must be 1 to ${MAX_VALUE} characters long: ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
  return encoded;
}

function decodeTagValue(value: string | undefined): string | null {
  if (!value || !/^(?:[A-Za-z0-9-]|_[0-9a-f]{2})+$/.test(value)) return null;
  try {
    return decodeURIComponent(value.replaceAll('_', '%'));
  } catch {
    return null;
  }
}
