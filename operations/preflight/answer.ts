import type * as z from 'zod';
import { warning, type Finding } from './finding';

/** What one call of an AWS API returned, or the error that it ended with. */
export type Answer = { answered: unknown } | { failed: CallFailure };

export interface CallFailure {
  /** The error's name, as the SDK gives it. */
  name: string;
  message: string;
}

/** A check that depends on one call. */
export interface Call {
  check: string;
  /** The IAM action that the call needs. */
  action: string;
}

const DENIED = /^(AccessDenied(Exception)?|AuthorizationError|UnauthorizedOperation)$/;
const THROTTLED = /^(Throttling(Exception)?|TooManyRequests(Exception)?|RequestLimitExceeded)$/;

/**
 * Judges the answer of a call by its schema. A call that was denied or throttled, and an answer that the schema does
 * not accept, become a warning, so that the other checks go on.
 * @param absent what it means that AWS has no such thing, by the names of those errors
 */
export function judge<Schema extends z.ZodType>(
  call: Call,
  answer: Answer,
  schema: Schema,
  decide: (body: z.output<Schema>) => Finding[],
  absent: { names: readonly string[]; means: () => Finding[] } = { names: [], means: () => [] },
): Finding[] {
  if ('failed' in answer) {
    return absent.names.includes(answer.failed.name) ? absent.means() : [notChecked(call, answer.failed)];
  }
  const parsed = schema.safeParse(answer.answered);
  if (parsed.success) return decide(parsed.data);
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'answer'}: ${message}`);
  return [
    warning(call.check, `Could not be checked: the answer of ${call.action} is not as expected (${where.join('; ')}).`),
  ];
}

function notChecked({ check, action }: Call, { name, message }: CallFailure): Finding {
  if (DENIED.test(name)) return warning(check, `Could not be checked: needs the action ${action}.`);
  if (THROTTLED.test(name)) return warning(check, `Could not be checked: AWS throttled ${action}. Run it again.`);
  return warning(check, `Could not be checked: ${action} failed with ${name}: ${message}`);
}
