import { beforeEach, describe, expect, it } from 'vitest';
import { useToasts } from './use-toasts';

const { toasts, show, dismiss } = useToasts();
const titles = () => toasts.value.map(({ title }) => title);
const undo = { label: 'Undo', run: () => {} };

describe('toasts', () => {
  beforeEach(() => [...toasts.value].forEach(({ id }) => dismiss(id)));

  it('are at most three: a new toast removes the oldest', () => {
    for (const title of ['a', 'b', 'c', 'd']) show({ title });
    expect(titles()).toEqual(['b', 'c', 'd']);
  });

  it.each([
    ['the same text', [{ title: 'Preferences saved' }, { title: 'Preferences saved' }], ['Preferences saved']],
    [
      'the same subject',
      [
        { title: 'Acme is in your portfolio', about: 'acme' },
        { title: 'Zeta is in your portfolio', about: 'zeta' },
        { title: 'Acme was removed', about: 'acme' },
      ],
      ['Zeta is in your portfolio', 'Acme was removed'],
    ],
    [
      'the same title with other details',
      [
        { title: 'Not saved', description: 'offline' },
        { title: 'Not saved', description: 'refused' },
      ],
      ['Not saved', 'Not saved'],
    ],
  ])('after a newer toast with %s', (_, shown, left) => {
    for (const toast of shown) show(toast);
    expect(titles()).toEqual(left);
  });

  it.each([
    ['a note', { title: 'Saved' }, 5_000],
    ['an undo', { title: 'Removed', action: undo }, 10_000],
    ['a failure', { title: 'Not saved', tone: 'danger' as const }, 10_000],
    ['a duration of its own', { title: 'x', duration: 12_000 }, 12_000],
  ])('stay long enough to read and use: %s', (_, toast, duration) => {
    show(toast);
    expect(toasts.value[0]!.duration).toBe(duration);
  });
});
