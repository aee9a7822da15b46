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
 * Makes an operation of its text, with types by the API's schema. gql.tada infers the types only: its parser would be
 * part of the app, and AppSync takes the text.
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
