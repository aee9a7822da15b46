import { simpleParser, type AddressObject } from 'mailparser';

export interface Header {
  name: string;
  /** Unfolded, and still encoded. */
  value: string;
}

/** A parsed MIME message. */
export interface Message {
  from: string;
  /** Plain addresses. */
  fromAddresses: string[];
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  date: string | null;
  headerMessageId: string | null;
  text: string;
  html: string | null;
  headers: Header[];
  attachments: { filename: string | null; contentType: string; size: number }[];
}

/** SES reads these headers and removes them before it sends. */
const SES_HEADERS = /^x-ses-(configuration-set|message-tags|source-arn|from-arn|return-path-arn)$/i;

export async function parseMessage(raw: Buffer): Promise<Message> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  return {
    from: parsed.from?.text ?? '',
    fromAddresses: addresses(parsed.from),
    to: addresses(parsed.to),
    cc: addresses(parsed.cc),
    bcc: addresses(parsed.bcc),
    replyTo: addresses(parsed.replyTo),
    subject: parsed.subject ?? '',
    date: parsed.date?.toUTCString() ?? null,
    headerMessageId: parsed.messageId ?? null,
    text: parsed.text ?? '',
    html: parsed.html || null,
    headers: parsed.headerLines.map(({ line }) => readHeader(line)).filter(({ name }) => !SES_HEADERS.test(name)),
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? null,
      contentType,
      size,
    })),
  };
}

function addresses(field: AddressObject | AddressObject[] | undefined): string[] {
  const objects = Array.isArray(field) ? field : field ? [field] : [];
  return objects
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? one))
    .flatMap(({ address }) => (address ? [address] : []));
}

function readHeader(line: string): Header {
  const colon = line.indexOf(':');
  return {
    name: line.slice(0, colon),
    value: line
      .slice(colon + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim(),
  };
}

/** The first header of that name, from the raw bytes: IAM is checked before the message is parsed. */
export function peekHeader(raw: Buffer, name: string): string | null {
  const end = raw.indexOf('\r\n\r\n') >= 0 ? raw.indexOf('\r\n\r\n') : raw.indexOf('\n\n');
  const head = raw
    .subarray(0, end < 0 ? undefined : end)
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ');
  for (const line of head.split(/\r?\n/)) {
    const header = readHeader(line);
    if (header.name.toLowerCase() === name.toLowerCase()) return header.value;
  }
  return null;
}

/** Name=value pairs of an X-SES-MESSAGE-TAGS header. */
export function readTagsHeader(value: string | null): [string, string][] {
  return (value ?? '')
    .split(',')
    .map((pair) => pair.trim().split('='))
    .flatMap(([name, tag]) => (name && tag ? [[name.trim(), tag.trim()] as [string, string]] : []));
}
