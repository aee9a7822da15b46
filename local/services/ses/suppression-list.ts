import path from 'node:path';
import type { AwsRequest, AwsResponse } from '../../runtime';
import { AwsFault, jsonBody } from '../json-protocol';
import { openJournal, type Journal } from '../journal';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

interface Suppressed {
  address: string;
  reason: SuppressionReason;
  /** ISO instant. */
  at: string;
}

type Entry = { put: Suppressed } | { remove: string };

/** The account's suppression list: SES accepts mail to these addresses and does not send it. */
export class SuppressionList {
  #byAddress = new Map<string, Suppressed>();

  private constructor(
    private readonly journal: Journal<Entry>,
    entries: Entry[],
  ) {
    for (const entry of entries) {
      if ('put' in entry) this.#byAddress.set(entry.put.address, entry.put);
      else this.#byAddress.delete(entry.remove);
    }
  }

  static async open(stateDir: string): Promise<SuppressionList> {
    const { entries, journal } = await openJournal<Entry>(path.join(stateDir, 'ses', 'suppressed.jsonl'));
    return new SuppressionList(journal, entries);
  }

  get(address: string): Suppressed | undefined {
    return this.#byAddress.get(address.toLowerCase());
  }

  put(address: string, reason: SuppressionReason, at: Date): void {
    const put = { address: address.toLowerCase(), reason, at: at.toISOString() };
    this.#byAddress.set(put.address, put);
    this.journal.append({ put });
  }

  remove(address: string): boolean {
    this.journal.append({ remove: address.toLowerCase() });
    return this.#byAddress.delete(address.toLowerCase());
  }

  list(): Suppressed[] {
    return [...this.#byAddress.values()];
  }

  close(): Promise<void> {
    return this.journal.flush();
  }
}

const ADDRESSES = '/v2/email/suppression/addresses';

export const isSuppressionRequest = (request: Pick<AwsRequest, 'path'>) => request.path.startsWith(ADDRESSES);

const OPERATIONS: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

export function suppressionAction({ method, path: target }: Pick<AwsRequest, 'method' | 'path'>): string {
  if (method === 'GET' && target === ADDRESSES) return 'ses:ListSuppressedDestinations';
  return `ses:${OPERATIONS[method] ?? method}SuppressedDestination`;
}

/** The part of the SES API v2 that reads and changes the suppression list. @throws AwsFault */
export function answerSuppression(list: SuppressionList, request: AwsRequest, now: Date): AwsResponse {
  const shown = ({ address, reason, at }: Suppressed) => ({
    EmailAddress: address,
    Reason: reason,
    LastUpdateTime: Date.parse(at) / 1000,
  });
  const address = decodeURIComponent(request.path.slice(ADDRESSES.length + 1));
  switch (suppressionAction(request)) {
    case 'ses:ListSuppressedDestinations':
      return json({ SuppressedDestinationSummaries: list.list().map(shown) });
    case 'ses:GetSuppressedDestination': {
      const found = list.get(address);
      if (!found) throw notFound(address);
      return json({ SuppressedDestination: shown(found) });
    }
    case 'ses:PutSuppressedDestination': {
      const { EmailAddress, Reason } = jsonBody(request);
      if (typeof EmailAddress !== 'string' || !['BOUNCE', 'COMPLAINT'].includes(String(Reason)))
        throw new AwsFault('BadRequestException', 'EmailAddress and Reason (BOUNCE or COMPLAINT) are needed.');
      list.put(EmailAddress, Reason as SuppressionReason, now);
      return json({});
    }
    case 'ses:DeleteSuppressedDestination':
      if (!list.remove(address)) throw notFound(address);
      return json({});
    default:
      throw new AwsFault('BadRequestException', `The local runner does not serve ${request.method} ${request.path}.`);
  }
}

const notFound = (address: string) =>
  new AwsFault('NotFoundException', `Email address ${address} does not exist on your suppression list.`, 404);

export const json = (body: object, status = 200): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
