import type { Digest } from '../../amplify/domain/digest/digest';
import { readDigestReason } from '../../amplify/domain/digest/reason';
import { request } from './graphql';
import { fieldsOf, NEAR_MISS_FIELDS } from './selection';
import { ownId } from './session';

/** What became of one digest, without the facts and reasons of its matches. */
export type Delivery = Pick<
  Digest,
  'key' | 'kind' | 'status' | 'dueAt' | 'localDate' | 'sentAt' | 'reason' | 'reasonDetail' | 'nearMisses'
> & { matches: { name: string }[] };

const PAGE = 100;

const LIST = /* GraphQL */ `query Deliveries($investorId: ID!, $since: String!, $limit: Int, $nextToken: String) {
  digestsByDueAt(
    investorId: $investorId, dueAt: { ge: $since }, sortDirection: DESC, limit: $limit, nextToken: $nextToken
  ) {
    items {
      ${fieldsOf('Digest', 'key', 'kind', 'status', 'dueAt', 'localDate', 'sentAt', 'reason', 'reasonDetail')}
      nearMisses { ${NEAR_MISS_FIELDS} }
      matches { ${fieldsOf('DigestMatch', 'name')} }
    }
    nextToken
  }
}`;

/** Every digest that was due at or after the UTC instant, newest first, over all pages. Throws ApiError. */
export async function listDeliveries(since: string): Promise<Delivery[]> {
  const investorId = await ownId();
  const deliveries: Delivery[] = [];
  let nextToken: string | null = null;
  do {
    const variables: object = { investorId, since, limit: PAGE, nextToken };
    const data: { digestsByDueAt: { items: Delivery[]; nextToken: string | null } } = await request(LIST, variables);
    deliveries.push(...data.digestsByDueAt.items.map((row) => ({ ...row, ...readDigestReason(row) })));
    nextToken = data.digestsByDueAt.nextToken;
  } while (nextToken);
  return deliveries;
}
