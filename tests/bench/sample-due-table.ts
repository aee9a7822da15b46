import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { dueShard, DUE_SHARDS } from '../../amplify/adapters/shards';
import { sampleProfile } from '../fakes/samples';

/*
 * A separate process that answers the Query operation of DynamoDB from a generated table, like the index `due`:
 * by partition and sort key, in pages of 1 MB of stored data, with the read units that AWS charges for an eventually
 * consistent read (half a unit per started 4 KB of a page). The rows are serialised beforehand, so that only the reader is
 * measured. Any other call is refused.
 */

const PAGE_BYTES = 1_048_576;
export const NOW = Date.UTC(2026, 2, 30, 6);
const HOUR = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Asia/Tokyo', 'America/Los_Angeles'];

/** Size of an investor's row: attribute names and values, three bytes for a list and one for each of its entries. */
const WHOLE_PROFILE_BYTES = Object.entries({
  ...sampleProfile({ industries: ['biotech', 'software', 'web'], fundingStages: ['seed', 'series-a'] }),
  investorId: 'x'.repeat(36),
  email: 'somebody@somewhere.example',
  locations: ['US/CA', 'US/NY', 'DE'],
  nextDigestAt: 'x'.repeat(24),
  dueShard: '10',
  timeZone: '',
  __typename: 'InvestorProfile',
}).reduce((sum, [name, value]) => sum + name.length + bytesOf(value), 0);

function bytesOf(value: unknown): number {
  if (value === null) return 0;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, entry) => sum + 1 + bytesOf(entry), 0);
  return typeof value === 'string' ? Buffer.byteLength(value) : 1;
}

interface Row {
  nextDigestAt: string;
  /** Size of the whole item as DynamoDB counts it: names and values. */
  bytes: number;
  /** The projected attributes as JSON. */
  json: string;
}

const [investors = 0, due = 0] = process.argv.slice(2).map(Number);
const shards: Row[][] = Array.from({ length: DUE_SHARDS }, () => []);
for (let i = 0; i < investors; i++) {
  const hash = createHash('sha256').update(String(i)).digest('hex');
  const investorId = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  const fraction = parseInt(hash.slice(32, 40), 16) / 2 ** 32;
  // Investors who are due have an instant in the hour, on a quarter; the others in the 23 hours after it.
  const instant = i < due ? NOW + Math.floor(fraction * 4) * 900_000 : NOW + HOUR + Math.floor(fraction * 92) * 900_000;
  shards[Number(dueShard(investorId))]!.push(
    row(investorId, new Date(instant).toISOString(), ZONES[i % ZONES.length]!),
  );
}
for (const rows of shards) rows.sort((a, b) => (a.nextDigestAt < b.nextDigestAt ? -1 : 1));

function row(investorId: string, nextDigestAt: string, timeZone: string): Row {
  const { weekdays, preferredTime } = sampleProfile();
  const json = JSON.stringify({
    investorId: { S: investorId },
    nextDigestAt: { S: nextDigestAt },
    updatedAt: { S: nextDigestAt },
    dailyRecommendations: { BOOL: true },
    preferredTime: { S: preferredTime },
    timeZone: { S: timeZone },
    weekdays: { L: weekdays.map((day) => ({ S: day })) },
  });
  return { nextDigestAt, bytes: WHOLE_PROFILE_BYTES + timeZone.length, json };
}

const counted = { queries: 0, units: 0, rows: 0, others: 0 };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/counted') return void response.end(JSON.stringify(counted));
    const isQuery = String(request.headers['x-amz-target']).endsWith('.Query');
    const query = dueQuery.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    if (!isQuery || !query.success) {
      counted.others++;
      return void response.writeHead(400).end('{"__type":"ValidationException"}');
    }
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answer(query.data));
  });
});

const stringValue = z.object({ S: z.string() });
const dueQuery = z.object({
  IndexName: z.literal('due'),
  ExclusiveStartKey: z.object({ investorId: stringValue }).optional(),
  ExpressionAttributeValues: z.object({
    ':shard': stringValue,
    ':before': stringValue,
    ':notBefore': stringValue.optional(),
  }),
});

function answer(query: z.infer<typeof dueQuery>): string {
  const values = query.ExpressionAttributeValues;
  const rows = shards[Number(values[':shard'].S)]!;
  const first = query.ExclusiveStartKey
    ? Number(query.ExclusiveStartKey.investorId.S)
    : lowerBound(rows, values[':notBefore']?.S ?? '');
  const isBetween = values[':notBefore'] !== undefined;
  const items: string[] = [];
  let bytes = 0;
  let at = first;
  for (; at < rows.length && bytes < PAGE_BYTES; at++) {
    const { nextDigestAt, json } = rows[at]!;
    if (isBetween ? nextDigestAt > values[':before'].S : nextDigestAt >= values[':before'].S) break;
    items.push(json);
    bytes += rows[at]!.bytes;
  }
  const isCut = bytes >= PAGE_BYTES;
  counted.queries++;
  counted.units += Math.ceil(Math.max(1, bytes) / 4096) / 2;
  counted.rows += items.length;
  const start = isCut ? `,"LastEvaluatedKey":{"investorId":{"S":"${at}"}}` : '';
  return `{"Count":${items.length},"ScannedCount":${items.length},"Items":[${items.join(',')}]${start}}`;
}

function lowerBound(rows: Row[], instant: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.nextDigestAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
