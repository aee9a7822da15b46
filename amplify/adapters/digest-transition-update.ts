import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { openShard } from './shards';
import type { DigestMatch } from '../domain/digest/match';
import { openSinceDue, type DigestId, type DigestRecord } from '../domain/digest/record';
import { TRANSITIONS, type Openness, type Transition, type TransitionName } from '../domain/digest/transitions';
import { assignments, withoutNulls } from './dynamodb';

/**
 * A transition compiled into one conditional UpdateItem, without the table's name. Its condition fails when
 * `transitioned` of the domain returns null. `now` is the instant of the write.
 */
export function transitionUpdate(
  { investorId, key }: DigestId,
  name: TransitionName,
  written: Partial<DigestRecord>,
  { now, holder }: { now: string; holder?: string },
): Omit<UpdateCommandInput, 'TableName'> {
  const { from, to, writesOnce = [], clears, openness }: Transition = TRANSITIONS[name];
  const given = Object.entries(toAttributes(written));
  const isOnce = ([attribute]: [string, unknown]) => (writesOnce as readonly string[]).includes(attribute);
  const opening = openAttributes(openness, investorId, written, now);
  const { expression, names, values } = assignments(
    {
      ...Object.fromEntries(clears.map((attribute) => [attribute, null])),
      ...Object.fromEntries(given.filter((entry) => !isOnce(entry))),
      ...opening.always,
      ...(from.length === 0 && { createdAt: now, __typename: 'Digest' }),
      status: to,
      updatedAt: now,
    },
    { ...Object.fromEntries(given.filter(isOnce)), ...opening.once },
  );
  const allowed = Object.fromEntries(from.map((status, i) => [`:from${i}`, status]));
  const isFrom =
    from.length === 0 ? 'attribute_not_exists(investorId)' : `#status IN (${Object.keys(allowed).join(', ')})`;
  return {
    Key: { investorId, key },
    UpdateExpression: expression,
    ConditionExpression: holder === undefined ? isFrom : `${isFrom} AND claimedBy = :holder`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...values, ...allowed, ...(holder !== undefined && { ':holder': holder }) },
  };
}

/** The attributes that a transition's openness writes: always, or only if they do not exist. */
function openAttributes(openness: Openness, investorId: string, written: Partial<DigestRecord>, at: string) {
  const shard = { openShard: openShard(investorId) };
  switch (openness) {
    case 'open':
      return { always: shard, once: { openSince: at } };
    case 'openAtDue':
      return { always: { ...shard, openSince: openSinceDue(written.dueAt!, at) }, once: {} };
    case 'close':
      return { always: { openShard: null, openSince: null }, once: {} };
    case 'keep':
      return { always: {}, once: {} };
  }
}

function toAttributes({ matches, nearMisses, ...rest }: Partial<DigestRecord>): Record<string, unknown> {
  return {
    ...rest,
    ...(matches && { matches: matches.map(matchRow) }),
    ...(nearMisses && { nearMisses: nearMisses.map(withoutNulls) }),
  };
}

function matchRow(match: DigestMatch): object {
  return { ...withoutNulls(match), reasons: match.reasons.map(withoutNulls) };
}
