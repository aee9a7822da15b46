import type { ZodError } from 'zod';

export interface FieldProblem {
  /** Path of the field as the sender wrote it, e.g. `preferredTime` or `locations.2`; empty for the whole input. */
  field: string;
  /** What the sender must change, without the field's name. */
  problem: string;
}

/**
 * The input is invalid. `name` is a contract: AppSync returns it to the client as errorType, REST answers 400.
 * The message is one line per problem, `field: problem`, which `parseProblems` reads back.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  constructor(readonly problems: FieldProblem[]) {
    super(problems.map(({ field, problem }) => (field ? `${field}: ${problem}` : problem)).join('\n'));
  }
}

/** The caller is not signed in, or requests data of another investor. */
export class NotAllowedError extends Error {
  override readonly name = 'NotAllowedError';
}

export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The change was made from an older version than the stored one. Nothing is written. REST answers 409. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** A zone that is not in this runtime's time zone database: renamed since it was saved, or never valid. */
export class UnknownTimeZoneError extends Error {
  override readonly name = 'UnknownTimeZoneError';
  constructor(readonly timeZone: string) {
    super(
      `The time zone ${JSON.stringify(String(timeZone).slice(0, 100))} is not one we know. ` +
        'Choose one like Europe/Berlin in your preferences; until then no daily email can be planned.',
    );
  }
}

/** A dependency failed, and a retry may succeed. The workflow's Retry names this error. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

export function toInvalidInput(error: ZodError): InvalidInputError {
  return new InvalidInputError(
    error.issues.map((issue) => ({ field: issue.path.map(String).join('.'), problem: issue.message })),
  );
}

/** Reads the problems from the message of an InvalidInputError that the client received. */
export function parseProblems(message: string): FieldProblem[] {
  return message.split('\n').map((line) => {
    const found = /^([A-Za-z][\w.]*): (.+)$/.exec(line);
    return found ? { field: found[1]!, problem: found[2]! } : { field: '', problem: line };
  });
}
