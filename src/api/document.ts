import type { DocumentDecoration, initGraphQLTada } from 'gql.tada';
import type { ApiSchema } from './operations/schema';

/** AppSync's scalars as JSON carries them. */
interface Scalars {
  AWSDate: string;
  AWSDateTime: string;
  AWSEmail: string;
  AWSURL: string;
}

/** An operation, with the types of its result and its variables. */
export type ApiDocument<Result, Variables> = DocumentDecoration<Result, Variables>;

/**
 * Types the text of an operation by the API's schema. Only the types of gql.tada are used: AppSync takes text, so the
 * app needs no parser.
 */
export const graphql = ((text: string) => text) as unknown as initGraphQLTada<{
  introspection: ApiSchema;
  scalars: Scalars;
  disableMasking: true;
}>;

/** The text that `graphql` was given. */
export function textOf(document: ApiDocument<unknown, never>): string {
  return document as unknown as string;
}
