import { visibleText } from '../../amplify/domain/visible-text';
import { ANSWER_WITHIN_MS, before, deadline } from './deadline';
import { textOf, type ApiDocument } from './document';
import { ApiError, fromGraphqlErrors, fromHttpStatus, toApiError, type GraphqlError } from './errors';
import { accessToken, configuration } from './session';

/** A query without a response after this time is sent again, because its packets are probably lost. */
const FIRST_TRY_MS = 7_000;
const RETRY_AFTER_MS = 400;

export interface RequestOptions {
  /** Aborts the call, which then rejects with an AbortError. */
  signal?: AbortSignal;
}

/** What a request needs of the session. */
export interface Session {
  configuration(): Promise<{ graphqlEndpoint: string }>;
  accessToken(options?: { forceRefresh?: boolean }): Promise<string>;
}

/**
 * Sends one operation to AppSync as the signed-in investor and returns its `data`, within twelve seconds. A query is
 * retried once. A mutation is not retried, because AppSync may already have executed it. Throws ApiError,
 * NotConfiguredError, or AbortError if the caller aborts.
 */
export const createRequest =
  (session: Session, send: typeof fetch = (...call) => fetch(...call)) =>
  async <Data, Variables>(
    document: ApiDocument<Data, Variables>,
    variables: Variables,
    { signal: given }: RequestOptions = {},
  ): Promise<Data> => {
    const text = textOf(document);
    const whole = deadline(ANSWER_WITHIN_MS, given);
    const attempt = (signal: AbortSignal) =>
      before(signal, ask<Data>({ session, send }, JSON.stringify({ query: text, variables }), signal));
    try {
      if (!text.trimStart().startsWith('query')) return await attempt(whole.signal);
      const first = deadline(FIRST_TRY_MS, whole.signal);
      try {
        return await attempt(first.signal);
      } catch (error) {
        if (given?.aborted || !isTemporary(toApiError(error))) throw error;
      } finally {
        first.clear();
      }
      await before(whole.signal, new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS)));
      return await attempt(whole.signal);
    } catch (error) {
      throw given?.aborted ? given.reason : toApiError(error);
    } finally {
      whole.clear();
    }
  };

export const request = createRequest({ configuration, accessToken });

const TEMPORARY: ReadonlySet<string> = new Set(['offline', 'timeout', 'fault']);

function isTemporary(problem: Error): boolean {
  return problem instanceof ApiError && TEMPORARY.has(problem.kind);
}

async function ask<Data>(
  { session, send }: { session: Session; send: typeof fetch },
  body: string,
  signal: AbortSignal,
): Promise<Data> {
  const { graphqlEndpoint } = await session.configuration();
  const post = (token: string) =>
    send(graphqlEndpoint, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body,
      signal,
    });
  let answer = await post(await session.accessToken());
  // The token was revoked, or has expired although this device's clock says otherwise: retry once with a new token.
  if (answer.status === 401) answer = await post(await session.accessToken({ forceRefresh: true }));
  const { data, errors } = readAnswer<Data>(await answer.text());
  if (errors?.length) throw fromGraphqlErrors(errors);
  if (!answer.ok || !data) throw fromHttpStatus(answer.status);
  return data;
}

/** Empty for a body that is not AppSync's, such as a proxy's error page. */
function readAnswer<Data>(text: string): { data?: Data | null; errors?: GraphqlError[] } {
  try {
    const answer: unknown = JSON.parse(text, withVisibleText);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}

/**
 * Fields that the app sends back unchanged: keys, cursors, and the note, which is written only if the stored note is the
 * one that the app read.
 */
const SENT_BACK = /^(id|key|note|nextToken|nextCursor)$|Id$|Key$/;

/**
 * A JSON reviver that cleans text. AppSync returns rows that none of our schemas has checked, and their text may contain
 * characters that hide or reverse the text beside it.
 */
function withVisibleText(field: string, value: unknown): unknown {
  return typeof value === 'string' && !SENT_BACK.test(field) ? visibleText(value) : value;
}
