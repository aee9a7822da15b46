import { ApiError, fromGraphqlErrors, fromHttpStatus, isCancelled, toApiError, type GraphqlError } from './errors';
import { accessToken, configuration } from './session';

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_MS = 400;

export interface RequestOptions {
  /** Gives the call up; it then rejects with an AbortError. */
  signal?: AbortSignal;
}

/**
 * Sends one operation to AppSync as the signed-in investor and returns its `data`. A query is tried twice, a mutation
 * never: it may have been done. Throws ApiError or NotConfiguredError, or AbortError when the caller gave up.
 */
export async function request<Data>(
  document: string,
  variables: object = {},
  options: RequestOptions = {},
): Promise<Data> {
  const isQuery = document.trimStart().startsWith('query');
  try {
    return await attempt<Data>(document, variables, options);
  } catch (error) {
    if (isCancelled(error)) throw error;
    const problem = toApiError(error);
    const mayPass = problem instanceof ApiError && (problem.kind === 'offline' || problem.kind === 'fault');
    if (!isQuery || !mayPass) throw problem;
  }
  await pause(RETRY_AFTER_MS, options.signal);
  return attempt<Data>(document, variables, options).catch((error: unknown) => {
    throw isCancelled(error) ? error : toApiError(error);
  });
}

async function attempt<Data>(document: string, variables: object, { signal }: RequestOptions): Promise<Data> {
  const { graphqlEndpoint } = await configuration();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const send = async (token: string) =>
    fetch(graphqlEndpoint, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  let answer = await send(await accessToken());
  // The clock of this device or a revoked token: a fresh one tells.
  if (answer.status === 401) answer = await send(await accessToken({ forceRefresh: true }));
  const body = (await answer.json().catch(() => null)) as { data?: Data | null; errors?: GraphqlError[] } | null;
  if (body?.errors?.length) throw fromGraphqlErrors(body.errors);
  if (!answer.ok || !body?.data) throw fromHttpStatus(answer.status);
  return body.data;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('given up', 'AbortError'));
    });
  });
}
