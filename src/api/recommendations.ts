import type { Digest } from '../../amplify/domain/digest/digest';
import type { MatchReason } from '../../amplify/domain/digest/match';
import { readDigestReason } from '../../amplify/domain/digest/reason';
import { request, type RequestOptions } from './graphql';
import { fieldsOf, MATCH_FIELDS, NEAR_MISS_FIELDS, REASONS_SELECTION } from './selection';
import { ownId } from './session';

/** A startup that was sent to the investor, once, and why. */
export interface Recommendation {
  startupId: string;
  startupName: string;
  digestKey: string;
  sentAt: string;
  score: number;
  reasons: MatchReason[];
}

const DIGEST_FIELDS = `${fieldsOf(
  'Digest',
  'investorId',
  'key',
  'kind',
  'status',
  'dueAt',
  'localDate',
  'matchTotal',
  'sentAt',
  'sesMessageId',
  'reason',
  'reasonDetail',
)} matches { ${MATCH_FIELDS} } nearMisses { ${NEAR_MISS_FIELDS} }`;

const RECOMMENDATION_FIELDS = `${fieldsOf('Recommendation', 'startupId', 'startupName', 'digestKey', 'sentAt', 'score')} ${REASONS_SELECTION}`;

const REQUEST = /* GraphQL */ `
  mutation RequestRecommendations($investorId: ID) {
    requestRecommendations(investorId: $investorId) {
      digestKey
    }
  }
`;

const GET = /* GraphQL */ `query Digest($investorId: ID!, $key: String!) {
  getDigest(investorId: $investorId, key: $key) { ${DIGEST_FIELDS} }
}`;

const LIST = /* GraphQL */ `query Digests($investorId: ID!, $limit: Int, $nextToken: String) {
  digestsByDueAt(investorId: $investorId, sortDirection: DESC, limit: $limit, nextToken: $nextToken) {
    items { ${DIGEST_FIELDS} }
    nextToken
  }
}`;

const GET_RECOMMENDATION = /* GraphQL */ `query Recommendation($investorId: ID!, $startupId: ID!) {
  getRecommendation(investorId: $investorId, startupId: $startupId) { ${RECOMMENDATION_FIELDS} }
}`;

/** Its reason as a code, also where the row was written before reasons were codes. */
const withReason = (digest: Digest): Digest => ({ ...digest, ...readDigestReason(digest) });

/** Starts a run now. Returns the key by which `getDigest` follows it. Throws ApiError. */
export async function requestRecommendations(): Promise<string> {
  const investorId = await ownId();
  const data = await request<{ requestRecommendations: { digestKey: string } }>(REQUEST, { investorId });
  return data.requestRecommendations.digestKey;
}

/** A digest as it stands now; null where there is none of that key. Throws ApiError. */
export async function getDigest(key: string, options?: RequestOptions): Promise<Digest | null> {
  const investorId = await ownId();
  const data = await request<{ getDigest: Digest | null }>(GET, { investorId, key }, options);
  return data.getDigest && withReason(data.getDigest);
}

/** The latest digests, newest first. Throws ApiError. */
export async function listDigests(
  limit = 20,
  nextToken: string | null = null,
): Promise<{ digests: Digest[]; nextToken: string | null }> {
  const investorId = await ownId();
  const data = await request<{ digestsByDueAt: { items: Digest[]; nextToken: string | null } }>(LIST, {
    investorId,
    limit,
    nextToken,
  });
  return { digests: data.digestsByDueAt.items.map(withReason), nextToken: data.digestsByDueAt.nextToken };
}

/** When and why a startup was sent to the investor; null when it never was. Throws ApiError. */
export async function getRecommendation(startupId: string, options?: RequestOptions): Promise<Recommendation | null> {
  const investorId = await ownId();
  const data = await request<{ getRecommendation: Recommendation | null }>(
    GET_RECOMMENDATION,
    { investorId, startupId },
    options,
  );
  return data.getRecommendation;
}
