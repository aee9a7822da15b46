/** A failure of one field, with the details that AppSync sends to the client. */
export class ResolverError extends Error {
  constructor(
    readonly errorType: string | null,
    message: string,
    readonly data: unknown = null,
    readonly errorInfo: unknown = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ResolverError';
  }
}

/** A failure of a data source. A response template gets it as `$ctx.error`, and `result` as `$ctx.result`. */
export class DataSourceError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly result: unknown = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DataSourceError';
  }
}

export const unauthorizedField = (field: string, type: string) =>
  new ResolverError('Unauthorized', `Not Authorized to access ${field} on type ${type}`);
