import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { HOSTILE } from '../catalogue/samples';
import ToastHost from './ToastHost.vue';
import { useToasts } from './use-toasts';

const toasts = useToasts();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { id } of toasts.toasts.value) toasts.dismiss(id);
  vi.useRealTimers();
});

async function show(...messages: Parameters<typeof toasts.show>[0][]) {
  mount(ToastHost, { attachTo: document.body });
  await nextTick();
  for (const message of messages) toasts.show(message);
  await nextTick();
  await nextTick();
  return { user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
}

const shown = () => [...document.querySelectorAll<HTMLElement>('.toast')];
/** The titles on screen. The same messages must be in the store. */
function titles() {
  const onScreen = shown().map((toast) => toast.querySelector('.title')!.textContent);
  expect(toasts.toasts.value.map(({ title }) => title)).toEqual(onScreen);
  return onScreen;
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const SECOND = 1000;

describe('a toast', () => {
  it('is shown in the region of notifications and announced', async () => {
    await show({ title: 'Saved', description: 'Acme is in your portfolio' });
    const region = screen.getByRole('region', { name: /^Notifications/ });
    expect(region.contains(shown()[0]!)).toBe(true);
    expect(shown()[0]!.textContent).toContain('Acme is in your portfolio');
    await pass(200);
    const live = [...document.querySelectorAll('[role="alert"][aria-live]')].map((region) => region.textContent);
    expect(live.join()).toContain('Saved');
  });

  it('disappears after five seconds, or after ten if it has an action or reports a failure', async () => {
    await show(
      { title: 'Saved' },
      { title: 'Removed', action: { label: 'Undo', run: vi.fn() } },
      { title: 'Not saved', tone: 'danger' },
    );
    await pass(4.9 * SECOND);
    expect(titles()).toEqual(['Saved', 'Removed', 'Not saved']);
    await pass(0.2 * SECOND);
    expect(titles()).toEqual(['Removed', 'Not saved']);
    await pass(4.7 * SECOND);
    expect(titles()).toHaveLength(2);
    await pass(0.3 * SECOND);
    expect(titles()).toEqual([]);
  });

  it('stays while the pointer is on it, and then for the rest of its time', async () => {
    const { user } = await show({ title: 'Saved' });
    await pass(4 * SECOND);
    await user.hover(shown()[0]!);
    await pass(60 * SECOND);
    expect(titles()).toEqual(['Saved']);
    await user.unhover(shown()[0]!);
    await user.hover(document.body);
    await pass(0.9 * SECOND);
    expect(titles()).toEqual(['Saved']);
    await pass(0.2 * SECOND);
    expect(titles()).toEqual([]);
  });

  it('stays while it has the focus, which F8 moves to it', async () => {
    const { user } = await show({ title: 'Saved', action: { label: 'Undo', run: vi.fn() } });
    await user.keyboard('{F8}');
    expect(screen.getByRole('region', { name: /^Notifications/ }).contains(document.activeElement)).toBe(true);
    await pass(60 * SECOND);
    expect(titles()).toEqual(['Saved']);
  });

  it('closes with its button and on Escape', async () => {
    const { user } = await show({ title: 'First' }, { title: 'Second' });
    await user.click(screen.getAllByRole('button', { name: 'Dismiss' })[0]!);
    expect(titles()).toEqual(['Second']);
    await user.keyboard('{Escape}');
    expect(titles()).toEqual([]);
  });

  it('shows hostile text as text', async () => {
    await show({ title: HOSTILE, description: HOSTILE });
    await pass(200);
    expect(titles()).toEqual([HOSTILE]);
    expect(document.querySelector('img, script')).toBeNull();
  });
});

describe('an undo', () => {
  it.each(['{Enter}', ' '])('runs once with %j, and the toast disappears', async (key) => {
    const run = vi.fn();
    const { user } = await show({ title: 'Removed', action: { label: 'Undo', run } });
    screen.getByRole('button', { name: 'Undo' }).focus();
    await user.keyboard(key);
    expect(run).toHaveBeenCalledOnce();
    expect(titles()).toEqual([]);
  });

  it('runs only for its own toast', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { user } = await show(
      { title: 'Removed A', action: { label: 'Undo', run: first } },
      { title: 'Removed B', action: { label: 'Undo', run: second } },
    );
    await user.click(screen.getAllByRole('button', { name: 'Undo' })[0]!);
    expect(first).toHaveBeenCalledOnce();
    expect(second).not.toHaveBeenCalled();
    expect(titles()).toEqual(['Removed B']);
  });

  it('disappears with its toast', async () => {
    const run = vi.fn();
    await show({ title: 'Removed', action: { label: 'Undo', run } });
    await pass(11 * SECOND);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    expect(run).not.toHaveBeenCalled();
  });
});

describe('several toasts', () => {
  it('are at most three, the newest last, and a newer toast about the same subject replaces the older one', async () => {
    await show(...['A', 'B', 'C', 'D'].map((title) => ({ title })));
    expect(titles()).toEqual(['B', 'C', 'D']);
    toasts.show({ title: 'C again', about: 'C\n' });
    await nextTick();
    expect(titles()).toEqual(['B', 'D', 'C again']);
  });
});
