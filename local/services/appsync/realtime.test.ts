import { generateClient } from 'aws-amplify/api';
import * as auth from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { PASSWORD, ServedApi } from './served-api';

// Node 20 has no global WebSocket.
vi.stubGlobal('WebSocket', globalThis.WebSocket ?? WebSocket);
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

type Notified = { onSaveNote: Record<string, unknown> };

/** What the library returns for a subscription. */
interface Observable {
  subscribe(observer: { next(message: { data: Notified }): void; error(error: unknown): void }): {
    unsubscribe(): void;
  };
}

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
});
afterAll(() => api.stop());

describe('a subscription', () => {
  const client = generateClient();

  function subscribe(query: string, variables?: Record<string, string | undefined>) {
    const received: Notified[] = [];
    const failures: unknown[] = [];
    const observable = client.graphql({ query, variables }) as unknown as Observable;
    const subscription = observable.subscribe({
      next: ({ data }) => received.push(data),
      error: (error) => failures.push(error),
    });
    return { received, failures, stop: () => subscription.unsubscribe() };
  }

  const save = (text: string, who = 'ada', selection = 'id owner text') =>
    api.ask(`mutation($text: String!) { saveNote(id: "n1", text: $text) { ${selection} } }`, { text }, who);

  /** Saves until a message arrives: the library does not report when a subscription is ready. */
  async function savesUntil(arrived: () => boolean) {
    await vi.waitUntil(async () => (await save('hello')) && arrived(), { timeout: 10_000, interval: 50 });
  }

  beforeAll(async () => {
    await auth.signIn({ username: 'ada@example.com', password: PASSWORD });
  });
  afterAll(() => auth.signOut());

  it('delivers the fields that both sides selected, and only to the owner', async () => {
    const mine = subscribe('subscription { onSaveNote { id words: text size __typename } }');
    const byArgument = subscribe('subscription($owner: String) { onSaveNote(owner: $owner) { words: text } }', {
      owner: api.subs.ada,
    });
    await savesUntil(() => mine.received.length > 0 && byArgument.received.length > 0);
    expect(mine.received[0]).toEqual({
      onSaveNote: { id: 'n1', words: 'hello', size: null, __typename: 'Note' },
    });
    await save('of another', 'bob');
    await save('without its owner', 'ada', 'id text');
    await save('last');
    for (const { received } of [mine, byArgument]) {
      const words = () => received.map(({ onSaveNote }) => onSaveNote.words);
      await vi.waitUntil(() => words().includes('last'), { timeout: 5_000 });
      expect(new Set(words())).toEqual(new Set(['hello', 'last']));
    }
    mine.stop();
    byArgument.stop();
  });

  it('to the rows of another user is rejected', async () => {
    const theirs = subscribe('subscription($owner: String) { onSaveNote(owner: $owner) { id } }', {
      owner: api.subs.bob,
    });
    await vi.waitUntil(() => theirs.failures.length > 0, { timeout: 10_000 });
    expect(JSON.stringify(theirs.failures[0])).toContain('Not Authorized to access onSaveNote on type Subscription');
    theirs.stop();
  });

  it('needs a valid token to connect', async () => {
    const header = Buffer.from(JSON.stringify({ Authorization: 'nonsense' })).toString('base64url');
    const socket = new WebSocket(`${api.origin}/graphql/realtime`.replace('http', 'ws'), [
      'graphql-ws',
      `header-${header}`,
    ]);
    const messages: unknown[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const code = await new Promise((resolve) => socket.on('close', resolve));
    expect([code, messages]).toEqual([
      1008,
      [
        {
          type: 'connection_error',
          payload: {
            errors: [{ errorType: 'UnauthorizedException', message: 'Unable to parse JWT token.', errorCode: 401 }],
          },
        },
      ],
    ]);
  });
});
