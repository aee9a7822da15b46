import type { Schema } from '../../amplify/data/resource';

/** A model or custom type of the backend, as its schema declares it. */
type Declared<Name extends keyof Schema> = Schema[Name] extends { type: infer Type } ? Type : never;

/**
 * The fields that a query asks for, as GraphQL text. A name that the schema does not have fails the type check, so
 * that documents can't drift from the backend.
 */
export function fieldsOf<Name extends keyof Schema>(_type: Name, ...fields: (keyof Declared<Name> & string)[]): string {
  return fields.join(' ');
}

const REASON = fieldsOf('MatchReason', 'criterion', 'verdict', 'value', 'asked', 'share', 'shareOf', 'points', 'most');

export const MATCH_FIELDS = `${fieldsOf(
  'DigestMatch',
  'startupId',
  'name',
  'industry',
  'fundingStage',
  'country',
  'region',
  'city',
  'fundingAmount',
  'website',
  'source',
  'round',
  'score',
  'unknown',
  'changed',
)} reasons { ${REASON} }`;

export const NEAR_MISS_FIELDS = fieldsOf('NearMiss', 'criterion', 'change', 'value', 'gain');

export const REASONS_SELECTION = `reasons { ${REASON} }`;
