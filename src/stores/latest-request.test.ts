import { describe, expect, it } from 'vitest';
import { createGeneration } from './generation';
import { createLatestRequest } from './latest-request';

describe('a generation', () => {
  it('aborts the signals of every earlier one', () => {
    const generation = createGeneration();
    const first = generation.signal;
    const second = generation.next();
    expect([first.aborted, second.aborted, generation.signal === second]).toEqual([true, false, true]);
    generation.next();
    expect(second.aborted).toBe(true);
  });
});

/** Requests that the test answers by the argument they were sent with. */
function setup() {
  const sent = new Map<string, { signal: AbortSignal; answer: (text: string) => void; fail: (error: Error) => void }>();
  const taken: string[] = [];
  const request = createLatestRequest(
    (signal, wanted: string) => new Promise<string>((answer, fail) => sent.set(wanted, { signal, answer, fail })),
    (answer) => taken.push(answer),
  );
  const state = () => [request.status.value, request.busy.value, request.error.value?.message ?? null];
  return { request, sent, taken, state };
}
const offline = () => new TypeError('no network');

describe('the latest request', () => {
  it('cancels the one before and takes only its own answer, whichever comes first', async () => {
    const { request, sent, taken, state } = setup();
    const runs = [request.run('a'), request.run('b')];
    expect([sent.get('a')!.signal.aborted, sent.get('b')!.signal.aborted]).toEqual([true, false]);
    sent.get('b')!.answer('B');
    sent.get('a')!.answer('A');
    await Promise.all(runs);
    expect(taken).toEqual(['B']);
    expect(state()).toEqual(['ready', false, null]);
  });

  it('drops the error of a stale request, while the newest is still under way', async () => {
    const { request, sent, state } = setup();
    const stale = request.run('a');
    void request.run('b');
    sent.get('a')!.fail(offline());
    await stale;
    expect(state()).toEqual(['loading', true, null]);
  });

  it('is failed without any answer, and ready with an error after one', async () => {
    const { request, sent, state } = setup();
    const first = request.run('a');
    expect(state()).toEqual(['loading', true, null]);
    sent.get('a')!.fail(offline());
    await first;
    expect(state()).toMatchObject(['failed', false, expect.any(String)]);

    const second = request.run('b');
    sent.get('b')!.answer('B');
    await second;
    const third = request.run('c');
    expect(state()).toEqual(['ready', true, null]);
    sent.get('c')!.fail(offline());
    await third;
    expect(state()).toMatchObject(['ready', false, expect.any(String)]);
  });

  it.each([
    ['a write answered', 'answered', 'ready'],
    ['a reset', 'reset', 'idle'],
  ] as const)('is stale after %s', async (_, end, status) => {
    const { request, sent, taken, state } = setup();
    const { signal } = request;
    const running = request.run('a');
    request[end]();
    expect([signal.aborted, sent.get('a')!.signal.aborted]).toEqual([true, true]);
    sent.get('a')!.answer('A');
    await running;
    expect(taken).toEqual([]);
    expect(state()).toEqual([status, false, null]);
  });
});
