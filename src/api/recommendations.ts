import type { ResultOf } from 'gql.tada';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { MatchReason } from '../../amplify/domain/digest/match';
import { readDigestReason } from '../../amplify/domain/digest/reason';
import { presentItems } from './connection';
import { withStage } from './funding-stage';
import { request, type RequestOptions } from './graphql';
import {
  digestsByDueAtQuery,
  getDigestQuery,
  getRecommendationQuery,
  requestRecommendationsMutation,
} from './operations/recommendations';
import { ownId } from './session';

/** A startup that was sent to the investor, and the reasons. */
export interface Recommendation {
  startupId: string;
  startupName: string;
  digestKey: string;
  sentAt: string;
  score: number;
  reasons: MatchReason[];
}

/** A digest's row. A reason that was stored as a sentence becomes a code. */
function toDigest(row: NonNullable<ResultOf<typeof getDigestQuery>['getDigest']>): Digest {
  return { ...row, matches: row.matches.map(withStage), ...readDigestReason(row) };
}

/** Starts a run. Returns the key of its digest, for `getDigest`. Throws ApiError. */
export async function requestRecommendations(): Promise<string> {
  const investorId = await ownId();
  const data = await request(requestRecommendationsMutation, { investorId });
  return data.requestRecommendations.digestKey;
}

/** The digest as it is stored; null when there is none with that key. Throws ApiError. */
export async function getDigest(key: string, options?: RequestOptions): Promise<Digest | null> {
  const investorId = await ownId();
  const data = await request(getDigestQuery, { investorId, key }, options);
  return data.getDigest && toDigest(data.getDigest);
}

/** The latest digests, newest first. Throws ApiError. */
export async function listDigests(
  limit = 20,
  nextToken: string | null = null,
): Promise<{ digests: Digest[]; nextToken: string | null }> {
  const investorId = await ownId();
  const { digestsByDueAt: page } = await request(digestsByDueAtQuery, {
    investorId,
    sortDirection: 'DESC',
    limit,
    nextToken,
  });
  return { digests: presentItems(page).map(toDigest), nextToken: page?.nextToken ?? null };
}

/** When and why a startup was sent to the investor; null if it was not. Throws ApiError. */
export async function getRecommendation(startupId: string, options?: RequestOptions): Promise<Recommendation | null> {
  const investorId = await ownId();
  const data = await request(getRecommendationQuery, { investorId, startupId }, options);
  return data.getRecommendation;
}
