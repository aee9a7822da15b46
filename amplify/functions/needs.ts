import type * as z from 'zod';

/** `service:Action`, as IAM names it. */
export type Action = `${string}:${string}`;

/** One environment variable, and the actions that the function may take on the resource that the variable names. */
export interface Need {
  /** Allowed on the resource itself. */
  actions?: readonly Action[];
  /** Allowed on an index of the table, by the index's name. */
  indexes?: Readonly<Record<string, readonly Action[]>>;
  /** Schema of the variable's value; any text unless given. */
  value?: z.ZodType;
}

/**
 * Everything a function needs from its deployment. Each function declares it in the `needs.ts` beside its handler:
 * backend.ts derives the function's environment and its permissions from it, and the handler reads the environment with
 * it. Both import the file, so it holds data only: no CDK, no AWS client, no environment.
 */
export interface FunctionNeeds {
  /** By environment variable. */
  environment: Readonly<Record<string, Need>>;
  /** Actions on resources that no variable names, by the name that backend.ts gives the resource. */
  others?: Readonly<Record<string, readonly Action[]>>;
}

/** For a function that reads the catalog: the published snapshot, and the later changes from the table. */
export const catalogNeeds = {
  STARTUP_TABLE: { indexes: { catalog: ['dynamodb:Query'] } },
  CATALOG_SNAPSHOT_TABLE: { actions: ['dynamodb:GetItem'] },
} satisfies FunctionNeeds['environment'];
