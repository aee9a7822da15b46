import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { h } from 'vue';
import { HOSTILE } from '../catalogue/samples';
import AppMenu, { type MenuItem } from './AppMenu.vue';

function show(more: Partial<MenuItem>[] = []) {
  const run = { note: vi.fn(), off: vi.fn(), remove: vi.fn() };
  const items: MenuItem[] = [
    { label: 'Note', checked: true, run: run.note },
    { label: 'Not now', disabled: true, run: run.off },
    { label: 'Remove', danger: true, separated: true, run: run.remove },
    ...more.map((item) => ({ label: '', run: () => {}, ...item })),
  ];
  mount(AppMenu, {
    attachTo: document.body,
    props: { items },
    slots: { trigger: () => h('button', 'More'), header: () => 'Saved views' },
  });
  return { run, user: userEvent.setup() };
}

const trigger = () => screen.getByRole('button', { name: 'More', hidden: true });
const menu = () => screen.queryByRole('menu');
const focused = () => document.activeElement!.textContent!.trim();

describe('a menu', () => {
  it('opens by keyboard with the focus on its first item, and has its button as its name', async () => {
    const { user } = show();
    expect(trigger().getAttribute('aria-haspopup')).toBe('menu');
    expect(trigger().getAttribute('aria-expanded')).toBe('false');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menu', { name: 'More' }).textContent).toContain('Saved views');
    await expect.poll(focused).toBe('Note');
    expect(trigger().getAttribute('aria-expanded')).toBe('true');
  });

  it('moves with the arrows, Home, End and letters, and skips a disabled item', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{Enter}');
    await expect.poll(focused).toBe('Note');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('Remove');
    await user.keyboard('{Home}');
    expect(focused()).toBe('Note');
    await user.keyboard('{End}');
    expect(focused()).toBe('Remove');
    await user.keyboard('n');
    await expect.poll(focused).toBe('Note');
  });

  it('runs the item once on Enter, closes, and returns the focus', async () => {
    const { run, user } = show();
    await user.tab();
    await user.keyboard('{Enter}');
    await expect.poll(focused).toBe('Note');
    await user.keyboard('{End}{Enter}');
    expect(run.remove).toHaveBeenCalledOnce();
    expect(run.note).not.toHaveBeenCalled();
    await expect.poll(menu).toBeNull();
    await expect.poll(() => document.activeElement).toBe(trigger());
  });

  it('closes on Escape, runs nothing, and returns the focus', async () => {
    const { run, user } = show();
    await user.click(trigger());
    await user.keyboard('{Escape}');
    await expect.poll(menu).toBeNull();
    await expect.poll(() => document.activeElement).toBe(trigger());
    expect(Object.values(run).flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('marks the checked and the disabled item, and does not run the disabled one', async () => {
    const { run, user } = show();
    await user.click(trigger());
    expect(screen.getByRole('menuitem', { name: 'Note' }).getAttribute('aria-current')).toBe('true');
    const off = screen.getByRole('menuitem', { name: 'Not now' });
    expect(off.getAttribute('aria-disabled')).toBe('true');
    await user.click(off);
    expect(run.off).not.toHaveBeenCalled();
    expect(screen.getAllByRole('separator')).toHaveLength(1);
  });

  it('shows items with equal labels, and hostile labels as text', async () => {
    const { user } = show([
      { key: 'a', label: HOSTILE },
      { key: 'b', label: HOSTILE },
    ]);
    await user.click(trigger());
    expect(screen.getAllByRole('menuitem', { name: (name) => name.startsWith('<img') })).toHaveLength(2);
    expect(document.querySelector('img, script')).toBeNull();
  });
});
