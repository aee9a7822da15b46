/** An AWS call that the caller's policies don't allow; the message is that of AWS. */
export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedException';
  constructor(
    message: string,
    readonly action: string,
    readonly resource: string,
    /** The reason: the last clause of the message. */
    readonly reason: string,
  ) {
    super(message);
  }
}
