import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER_WITHIN_MS } from './deadline';
import { graphql, type ApiDocument } from './document';
import { ApiError, isCancelled } from './errors';
import { createRequest, type Session } from './graphql';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUERY = graphql('query { searchStartups { total } }');
const MUTATION = graphql('mutation { requestRecommendations { digestKey } }');
const session: Session = {
  configuration: async () => ({ graphqlEndpoint: 'https://api.example/graphql' }),
  accessToken: async () => 'token',
};
const forever = <T>() => new Promise<T>(() => {});

/** Simulates lost packets: never answers, and rejects when its signal aborts. */
const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

type Step = 'hangs' | 'hangs in its body' | 'fails' | 'offline' | 'no JSON' | 'answers' | 'refused' | number;

/** A server that does one step for each call and repeats the last. A number delays the answer by milliseconds. */
function server(steps: Step[]) {
  const calls: AbortSignal[] = [];
  const send = (async (_url: string, init: RequestInit) => {
    const step = steps[Math.min(calls.length, steps.length - 1)]!;
    calls.push(init.signal!);
    if (step === 'hangs') return hang(init.signal!);
    if (step === 'hangs in its body') return { status: 200, ok: true, text: () => hang(init.signal!) };
    if (step === 'offline') throw new TypeError('Failed to fetch');
    if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
    const answers: Partial<Record<Step, string>> = {
      fails: '{"errors":[{"message":"Task timed out after 10.00 seconds","errorType":"Lambda:Unhandled"}]}',
      refused: '{"errors":[{"message":"InvalidInputError: limit: must be at most 100"}]}',
      'no JSON': '<html>gateway</html>',
    };
    return new Response(answers[step] ?? '{"data":{"total":7}}');
  }) as typeof fetch;
  return { send, calls };
}

/** The outcome of a request, and its duration in milliseconds. */
async function ended(run: Promise<unknown>): Promise<[outcome: unknown, after: number]> {
  const start = Date.now();
  const outcome = run.then(
    (data) => [data, Date.now() - start] as [unknown, number],
    (error: unknown) => [error instanceof ApiError ? error.kind : error, Date.now() - start] as [unknown, number],
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return outcome;
}

describe('a request', () => {
  it.each<[document: ApiDocument<unknown, object>, steps: Step[], outcome: unknown, after: number, tries: number]>([
    [QUERY, ['answers'], { total: 7 }, 0, 1],
    [QUERY, [6_900], { total: 7 }, 6_900, 1],
    [QUERY, ['hangs', 'answers'], { total: 7 }, 7_400, 2],
    [QUERY, ['hangs'], 'timeout', ANSWER_WITHIN_MS, 2],
    [QUERY, ['hangs in its body'], 'timeout', ANSWER_WITHIN_MS, 2],
    [QUERY, ['hangs in its body', 'answers'], { total: 7 }, 7_400, 2],
    [QUERY, ['fails', 'hangs'], 'timeout', ANSWER_WITHIN_MS, 2],
    [QUERY, [20_000], 'timeout', ANSWER_WITHIN_MS, 2],
    [QUERY, ['fails'], 'fault', 400, 2],
    [QUERY, ['fails', 'answers'], { total: 7 }, 400, 2],
    [QUERY, ['offline'], 'offline', 400, 2],
    [QUERY, ['no JSON'], 'fault', 400, 2],
    [QUERY, ['refused'], 'invalid', 0, 1],
    [MUTATION, ['answers'], { total: 7 }, 0, 1],
    [MUTATION, [11_900], { total: 7 }, 11_900, 1],
    [MUTATION, ['hangs'], 'timeout', ANSWER_WITHIN_MS, 1],
    [MUTATION, ['hangs in its body'], 'timeout', ANSWER_WITHIN_MS, 1],
    [MUTATION, ['fails'], 'fault', 0, 1],
  ])('%s to a server that %j ends as %j after %i ms and %i tries', async (document, steps, outcome, after, tries) => {
    const { send, calls } = server(steps);
    expect(await ended(createRequest(session, send)(document, {}))).toEqual([outcome, after]);
    expect(calls).toHaveLength(tries);
  });

  it.each<[string, Partial<Session>]>([
    ['the configuration', { configuration: forever }],
    ['the token', { accessToken: forever }],
  ])('ends in time when %s never arrives', async (_what, part) => {
    const { send, calls } = server(['answers']);
    expect(await ended(createRequest({ ...session, ...part }, send)(QUERY, {}))).toEqual(['timeout', ANSWER_WITHIN_MS]);
    expect(calls).toEqual([]);
  });

  it.each<[string, Step[], number]>([
    ['the first try', ['hangs'], 3_000],
    ['its body', ['hangs in its body'], 3_000],
    ['the pause', ['fails'], 200],
    ['the second try', ['hangs'], 9_000],
  ])('that its caller aborts during %s ends immediately, as aborted', async (_what, steps, at) => {
    const { send, calls } = server(steps);
    const caller = new AbortController();
    const run = ended(createRequest(session, send)(QUERY, {}, { signal: caller.signal }));
    setTimeout(() => caller.abort(), at);
    const [outcome, after] = await run;
    expect(isCancelled(outcome)).toBe(true);
    expect(after).toBe(at);
    expect(calls.every(({ aborted }) => aborted || steps[0] === 'fails')).toBe(true);
  });

  it('answers with text that hides and reverses nothing, and leaves what is sent back as it is', async () => {
    const data = {
      getStartup: { id: 'a\u202E', name: 'A\u202Ecme', tags: ['bio\u200Btech'], city: null },
      items: [{ startupId: 'b\u202E', note: 'Ann\u202E', reasons: [{ value: 'US//\u2067Oakland' }] }],
      nextToken: 't\u202E',
    };
    const send = (async () => new Response(JSON.stringify({ data }))) as typeof fetch;
    expect(await createRequest(session, send)(QUERY, {})).toEqual({
      getStartup: { id: 'a\u202E', name: 'Acme', tags: ['biotech'], city: null },
      items: [{ startupId: 'b\u202E', note: 'Ann\u202E', reasons: [{ value: 'US//Oakland' }] }],
      nextToken: 't\u202E',
    });
  });

  it('leaves no timer behind', async () => {
    await createRequest(session, server(['answers']).send)(QUERY, {});
    expect(vi.getTimerCount()).toBe(0);
  });
});
