import type { ResultOf } from 'gql.tada';
import type { Digest } from '../../amplify/domain/digest/digest';
import { readDigestReason } from '../../amplify/domain/digest/reason';
import { presentItems } from './connection';
import { graphql } from './document';
import { request } from './graphql';
import { ownId } from './session';

/** The status of one digest, without the facts and reasons of its matches. */
export type Delivery = Pick<
  Digest,
  'key' | 'kind' | 'status' | 'dueAt' | 'localDate' | 'sentAt' | 'reason' | 'reasonDetail' | 'nearMisses'
> & { matches: { name: string }[] };

const PAGE = 100;

const deliveriesQuery = graphql(`
  query Deliveries($investorId: ID!, $since: String!, $limit: Int, $nextToken: String) {
    digestsByDueAt(
      investorId: $investorId
      dueAt: { ge: $since }
      sortDirection: DESC
      limit: $limit
      nextToken: $nextToken
    ) {
      items {
        key
        kind
        status
        dueAt
        localDate
        sentAt
        reason
        reasonDetail
        nearMisses {
          criterion
          change
          value
          gain
        }
        matches {
          name
        }
      }
      nextToken
    }
  }
`);

/** All digests that were due at or after the UTC instant, newest first. Reads all pages. Throws ApiError. */
export async function listDeliveries(since: string): Promise<Delivery[]> {
  const investorId = await ownId();
  const deliveries: Delivery[] = [];
  let nextToken: string | null | undefined = null;
  do {
    const variables = { investorId, since, limit: PAGE, nextToken };
    const data: ResultOf<typeof deliveriesQuery> = await request(deliveriesQuery, variables);
    deliveries.push(...presentItems(data.digestsByDueAt).map((row) => ({ ...row, ...readDigestReason(row) })));
    nextToken = data.digestsByDueAt?.nextToken;
  } while (nextToken);
  return deliveries;
}
