/** A failure of one field, with what AppSync tells the client about it. */
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

/** A failure of a data source, which a response template may handle as `$ctx.error` beside what `$ctx.result` holds. */
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
