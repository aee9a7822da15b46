import { beforeEach, describe, expect, it } from 'vitest';
import { useToasts } from './use-toasts';

const { toasts, show, dismiss } = useToasts();
const titles = () => toasts.value.map(({ title }) => title);
const undo = { label: 'Undo', run: () => {} };

describe('messages', () => {
  beforeEach(() => [...toasts.value].forEach(({ id }) => dismiss(id)));

  it('are at most three: a new one removes the oldest', () => {
    for (const title of ['a', 'b', 'c', 'd']) show({ title });
    expect(titles()).toEqual(['b', 'c', 'd']);
  });

  it.each([
    ['the same words', [{ title: 'Preferences saved' }, { title: 'Preferences saved' }], ['Preferences saved']],
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
  ])('a newer message and an older one with %s', (_, shown, left) => {
    for (const toast of shown) show(toast);
    expect(titles()).toEqual(left);
  });

  it.each([
    ['a note', { title: 'Saved' }, 5_000],
    ['what can be undone', { title: 'Removed', action: undo }, 10_000],
    ['a failure', { title: 'Not saved', tone: 'danger' as const }, 10_000],
    ['its own time', { title: 'x', duration: 12_000 }, 12_000],
  ])('stay as long as people need to read or use them: %s', (_, toast, duration) => {
    show(toast);
    expect(toasts.value[0]!.duration).toBe(duration);
  });
});
