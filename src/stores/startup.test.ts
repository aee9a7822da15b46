import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Startup } from '../../amplify/domain/startup';
import { ApiError } from '../api/errors';
import { defineStartupStore } from './startup';

function startup(id: string): Startup {
  return {
    id,
    name: id,
    industry: null,
    fundingStage: null,
    country: null,
    region: null,
    city: null,
    description: null,
    website: null,
    fundingAmount: null,
    tags: [],
    foundedYear: null,
    teamSize: null,
    source: null,
    listedAt: '2013-10-01T00:00:00.000Z',
    updatedAt: '2013-10-01T00:00:00.000Z',
    listed: true,
  };
}

function setup() {
  const answers = new Map<string, { answer: (found: Startup) => void; fail: (error: Error) => void }>();
  const store = defineStartupStore({
    getStartup: (id, { signal } = {}) =>
      new Promise((answer, fail) => {
        answers.set(id, { answer, fail });
        signal?.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError')));
      }),
  })();
  return { store, answers };
}

describe('the open startup', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('is the one that was requested last', async () => {
    const { store, answers } = setup();
    const first = store.load('acme');
    const second = store.load('brix');
    answers.get('acme')!.answer(startup('acme'));
    answers.get('brix')!.answer(startup('brix'));
    await Promise.all([first, second]);
    expect(store.startup?.id).toBe('brix');
    expect(store.error).toBeNull();
  });

  it('is empty while another startup is read', async () => {
    const { store, answers } = setup();
    const first = store.load('acme');
    answers.get('acme')!.answer(startup('acme'));
    await first;
    const second = store.load('brix');
    expect(store.startup).toBeNull();
    answers.get('brix')!.fail(new ApiError('notFound'));
    await second;
    expect(store.error).toMatchObject({ kind: 'notFound' });
  });
});
