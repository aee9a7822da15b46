import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DigestStatus } from '../../amplify/domain/digest/status';
import { ApiError } from '../api/errors';
import type { Digest } from '../api/recommendations';
import { defineRecommendationStore, type RecommendationApi } from './recommendation';

const KEY = 'instant#1';

function digest(status: DigestStatus, key = KEY): Digest {
  return {
    investorId: 'me',
    key,
    kind: 'instant',
    status,
    dueAt: '2026-11-23T08:00:00.000Z',
    localDate: '2026-11-23',
    matches: [],
    nearMisses: [],
    matchTotal: 0,
    sentAt: null,
    sesMessageId: null,
    reason: null,
    reasonDetail: null,
  };
}

/** Gives one answer per poll, the last one again and again. */
function setup(answers: (Digest | null | Error)[]) {
  const waits: number[] = [];
  const seen: string[] = [];
  let polls = 0;
  const api: RecommendationApi = {
    requestRecommendations: async () => KEY,
    getDigest: async () => {
      const answer = answers[Math.min(polls++, answers.length - 1)]!;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    listDigests: async () => ({ digests: [], nextToken: null }),
    getRecommendation: async () => null,
  };
  const store = defineRecommendationStore(api, async (ms) => {
    waits.push(ms);
    seen.push(store.stage);
  })();
  return { store, waits, seen, polls: () => polls, api };
}

describe('following a run', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('goes through the stages until the run is settled', async () => {
    const { store, seen } = setup([
      null,
      digest('planned'),
      digest('matching'),
      digest('matched'),
      digest('sending'),
      digest('sent'),
    ]);
    await store.follow(KEY);
    expect(seen).toEqual(['requested', 'requested', 'matching', 'sending', 'sending']);
    expect(store.stage).toBe('settled');
    expect(store.isRunning).toBe(false);
    expect(store.digest?.status).toBe('sent');
  });

  it.each<DigestStatus>(['noMatches', 'failed', 'unknown', 'skipped', 'rejected', 'delivered'])(
    'ends with %s, at once when it is settled already',
    async (status) => {
      const { store, waits } = setup([digest(status)]);
      await store.follow(KEY);
      expect([store.stage, waits]).toEqual(['settled', []]);
    },
  );

  it('asks every 300 ms at first and slows down to every 600 ms', async () => {
    const { store, waits } = setup([...Array<Digest>(9).fill(digest('matching')), digest('sent')]);
    await store.follow(KEY);
    expect(waits[0]).toBe(300);
    expect(waits.at(-1)).toBe(600);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  });

  it('says so when a run takes too long, after two minutes of waiting', async () => {
    const { store, waits } = setup([digest('matching')]);
    await store.follow(KEY);
    expect(store.stuck).toBe(true);
    const waited = waits.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(119_000);
    expect(waited).toBeLessThan(123_000);
  });

  it('bears a connection that is away for a moment', async () => {
    const { store } = setup([new TypeError('offline'), new TypeError('offline'), digest('sent')]);
    await store.follow(KEY);
    expect([store.stage, store.error]).toEqual(['settled', null]);
  });

  it('gives up when the connection stays away', async () => {
    const { store, polls } = setup([new TypeError('offline')]);
    await store.follow(KEY);
    expect(store.error).toMatchObject({ kind: 'offline' });
    expect(polls()).toBe(4);
  });

  it('gives up at once when nobody is signed in any more', async () => {
    const { store, polls } = setup([new ApiError('notAllowed')]);
    await store.follow(KEY);
    expect(store.error).toMatchObject({ kind: 'notAllowed' });
    expect(polls()).toBe(1);
  });

  it('says when there is no such run', async () => {
    const { store } = setup([null]);
    await store.follow('instant#nobody');
    expect(store.error).toMatchObject({ kind: 'notFound' });
  });

  it('stops when it is told to', async () => {
    const { store, polls } = setup([digest('matching')]);
    const following = store.follow(KEY);
    store.unfollow();
    await following;
    expect(polls()).toBe(1);
    expect(store.digest).toBeNull();
  });

  it('starts a run and follows it', async () => {
    const { store } = setup([digest('sent')]);
    expect(await store.request()).toBe(KEY);
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.stage).toBe('settled');
  });

  it.each<[string, (Digest | null)[], boolean]>([
    ['settles at the first look', [digest('sent')], true],
    ['settles at the second look', [null, digest('noMatches')], true],
    ['fails', [digest('matching'), digest('failed')], true],
  ])('keeps the steps of a run that was started here and %s', async (_, answers, kept) => {
    const { store } = setup(answers);
    await store.request();
    await store.follow(KEY);
    expect([store.stage, store.witnessed.has(KEY)]).toEqual(['settled', kept]);
  });

  it.each<[string, Digest[], boolean]>([
    ['a run that is under way when its page opens', [digest('matching'), digest('sent')], true],
    ['a run that settled long ago', [digest('sent')], false],
  ])('knows %s from others', async (_, answers, kept) => {
    const { store } = setup(answers);
    await store.follow(KEY);
    expect(store.witnessed.has(KEY)).toBe(kept);
  });

  it('forgets the steps with the investor', async () => {
    const { store } = setup([digest('matching'), digest('sent')]);
    await store.follow(KEY);
    store.clear();
    expect(store.witnessed.size).toBe(0);
  });

  it('keeps the refusal of a request', async () => {
    const { store, api } = setup([digest('sent')]);
    api.requestRecommendations = async () => {
      throw new ApiError('notFound', 'Save your preferences first.');
    };
    expect(await store.request()).toBeNull();
    expect(store.error?.message).toBe('Save your preferences first.');
    expect(store.stage).toBe('idle');
  });
});

describe('the latest digests', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are those of the newest read, whichever answers last', async () => {
    const { store, api } = setup([null]);
    const answers: ((page: { digests: Digest[]; nextToken: null }) => void)[] = [];
    api.listDigests = () => new Promise((resolve) => answers.push(resolve));
    const reads = [store.loadDigests(), store.loadDigests()];
    answers[1]!({ digests: [digest('sent')], nextToken: null });
    answers[0]!({ digests: [], nextToken: null });
    await Promise.all(reads);
    expect(store.digests).toHaveLength(1);
  });

  it('of one investor never appear after sign-out, nor does a run', async () => {
    const { store, api } = setup([digest('sent')]);
    let list!: (page: { digests: Digest[]; nextToken: null }) => void;
    let start!: (key: string) => void;
    api.listDigests = () => new Promise((resolve) => (list = resolve));
    api.requestRecommendations = () => new Promise((resolve) => (start = resolve));
    const asked = [store.loadDigests(), store.request()];
    store.clear();
    list({ digests: [digest('sent')], nextToken: null });
    start(KEY);
    expect((await Promise.all(asked))[1]).toBeNull();
    expect([store.digests, store.listStatus, store.stage]).toEqual([[], 'idle', 'idle']);
  });
});
