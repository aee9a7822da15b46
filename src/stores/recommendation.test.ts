import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DigestStatus } from '../../amplify/domain/digest/status';
import { ApiError } from '../api/errors';
import type { Digest } from '../../amplify/domain/digest/digest';
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

const UNDER_WAY = (key = KEY) => digest('matching', key);

/** Gives one answer per poll and then repeats the last one. */
function setup(answers: (Digest | null | Error)[]) {
  const waits: number[] = [];
  const seen: (DigestStatus | null)[] = [];
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
    seen.push(store.digestOf(KEY)?.status ?? null);
  })();
  return { store, waits, seen, polls: () => polls, api };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('following a run', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('shows each state until the run is settled', async () => {
    const { store, seen } = setup([
      null,
      ...(['planned', 'matching', 'matched', 'sending', 'sent'] as const).map((status) => digest(status)),
    ]);
    const following = store.follow(KEY);
    expect(store.underWay).toBe(KEY);
    await following;
    expect(seen).toEqual([null, 'planned', 'matching', 'matched', 'sending']);
    expect(store.digestOf(KEY)?.status).toBe('sent');
    expect([store.isUnderWay(KEY), store.underWay]).toEqual([false, null]);
  });

  it.each<DigestStatus>(['noMatches', 'failed', 'unknown', 'skipped', 'rejected', 'delivered'])(
    'ends with %s, after one poll when it is settled already',
    async (status) => {
      const { store, waits } = setup([digest(status)]);
      await store.follow(KEY);
      expect([store.digestOf(KEY)?.status, waits]).toEqual([status, []]);
    },
  );

  it('polls after 300 ms at first and slows down to every 600 ms', async () => {
    const { store, waits } = setup([...Array<Digest>(9).fill(UNDER_WAY()), digest('sent')]);
    await store.follow(KEY);
    expect(waits[0]).toBe(300);
    expect(waits.at(-1)).toBe(600);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  });

  it('is stuck when the run takes longer than two minutes', async () => {
    const { store, waits } = setup([UNDER_WAY()]);
    await store.follow(KEY);
    expect(store.runOf(KEY)).toMatchObject({ stuck: true, followed: false });
    const waited = waits.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(119_000);
    expect(waited).toBeLessThan(123_000);
  });

  it('tolerates a connection that fails for a moment', async () => {
    const { store } = setup([new TypeError('offline'), new TypeError('offline'), digest('sent')]);
    await store.follow(KEY);
    expect(store.runOf(KEY)).toMatchObject({ digest: { status: 'sent' }, error: null });
  });

  it('gives up when the connection does not come back', async () => {
    const { store, polls } = setup([new TypeError('offline')]);
    await store.follow(KEY);
    expect(store.runOf(KEY)?.error).toMatchObject({ kind: 'offline' });
    expect(polls()).toBe(4);
  });

  it('gives up after one poll when nobody is signed in any more', async () => {
    const { store, polls } = setup([new ApiError('notAllowed')]);
    await store.follow(KEY);
    expect(store.runOf(KEY)?.error).toMatchObject({ kind: 'notAllowed' });
    expect(polls()).toBe(1);
  });

  it('ends with an error when there is no such run', async () => {
    const { store } = setup([null]);
    await store.follow('instant#nobody');
    expect(store.runOf('instant#nobody')).toMatchObject({ error: { kind: 'notFound' }, seenUnderWay: false });
  });

  it('polls a run once, however often its page is opened', async () => {
    const { store, api, polls } = setup([UNDER_WAY(), digest('sent')]);
    const read = api.getDigest;
    let arrive = () => {};
    api.getDigest = async (key) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return read(key);
    };
    const following = Promise.all([store.follow(KEY), store.follow(KEY)]);
    arrive();
    await turn();
    expect(polls()).toBe(1);
    arrive();
    await following;
    expect(polls()).toBe(2);
  });

  it('follows two runs at the same time, each to its own end', async () => {
    const { store, api } = setup([]);
    const reads: Record<string, number> = {};
    api.getDigest = async (key) => {
      const count = (reads[key] = (reads[key] ?? 0) + 1);
      return count < 3 ? UNDER_WAY(key) : digest(key === 'a' ? 'sent' : 'noMatches', key);
    };
    await Promise.all([store.follow('a'), store.follow('b')]);
    expect([store.digestOf('a')?.status, store.digestOf('b')?.status]).toEqual(['sent', 'noMatches']);
  });

  it('ends with the session', async () => {
    const { store, polls } = setup([UNDER_WAY()]);
    const following = store.follow(KEY);
    store.clear();
    await following;
    expect(polls()).toBe(1);
    expect([store.runOf(KEY), store.underWay]).toEqual([null, null]);
  });
});

describe('starting a run', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('follows it', async () => {
    const { store } = setup([digest('sent')]);
    expect(await store.request()).toBe(KEY);
    await turn();
    expect([store.digestOf(KEY)?.status, store.requesting]).toEqual(['sent', false]);
  });

  it('keeps the reason for a refusal until a run is opened', async () => {
    const { store, api } = setup([digest('sent')]);
    api.requestRecommendations = async () => {
      throw new ApiError('notFound', 'Save your preferences first.');
    };
    expect(await store.request()).toBeNull();
    expect([store.requestError?.message, store.underWay]).toEqual(['Save your preferences first.', null]);
    await store.follow(KEY);
    expect(store.requestError).toBeNull();
  });

  it('leaves an earlier run as it is, whether it is accepted or refused', async () => {
    const { store, api } = setup([UNDER_WAY(), digest('sent')]);
    await store.request();
    await turn();
    const earlier = store.runOf(KEY);
    expect(earlier).toMatchObject({ digest: { status: 'sent' }, seenUnderWay: true });
    let answer!: (key: string) => void;
    let refuse!: (error: Error) => void;
    api.requestRecommendations = () => new Promise((resolve, reject) => ([answer, refuse] = [resolve, reject]));

    const refused = store.request();
    expect([store.requesting, store.runOf(KEY)]).toEqual([true, earlier]);
    refuse(new ApiError('tooMany'));
    await refused;
    expect(store.runOf(KEY)).toEqual(earlier);

    const accepted = store.request();
    answer('instant#2');
    await accepted;
    expect(store.runOf(KEY)).toEqual(earlier);
  });
});

describe('the steps of a run', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it.each<[string, (Digest | null)[]]>([
    ['settles before the first poll', [digest('sent')]],
    ['settles before the second poll', [null, digest('noMatches')]],
    ['fails', [UNDER_WAY(), digest('failed')]],
  ])('are shown to the end when it was started here and %s', async (_, answers) => {
    const { store } = setup(answers);
    await store.request();
    await turn();
    expect(store.runOf(KEY)).toMatchObject({ followed: false, seenUnderWay: true });
  });

  it.each<[string, Digest[], (Digest | null)[], boolean]>([
    ['is under way when its page opens', [], [UNDER_WAY(), digest('sent')], true],
    ['is not stored yet when its page opens', [], [null, digest('sent')], true],
    ['is under way in the list and settles before the first poll', [UNDER_WAY()], [digest('sent')], true],
    ['settled long ago', [digest('sent')], [digest('sent')], false],
  ])('depend on what this page saw of a run that %s', async (_, listed, answers, shown) => {
    const { store, api } = setup(answers);
    api.listDigests = async () => ({ digests: listed, nextToken: null });
    await store.loadDigests();
    await store.follow(KEY);
    expect(store.runOf(KEY)?.seenUnderWay).toBe(shown);
  });
});

describe('the latest digests', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are those of the newest request, whichever is answered last', async () => {
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
    expect([store.digests, store.listStatus, store.requesting, store.underWay]).toEqual([[], 'idle', false, null]);
  });
});
