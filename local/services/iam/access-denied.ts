/** An AWS call that the caller's policies don't allow; the message is worded as AWS words it. */
export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedException';
  constructor(
    message: string,
    readonly action: string,
    readonly resource: string,
    /** The last clause of the message: why. */
    readonly reason: string,
  ) {
    super(message);
  }
}
