import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, ref, Fragment } from 'vue';
import { HOSTILE, LONG } from '../catalogue/samples';
import AppDialog from './AppDialog.vue';
import AppMenu from './AppMenu.vue';

/** A page with a button that opens the dialog. */
function show(props: { title?: string; description?: string } = {}) {
  const open = ref(false);
  const Page = defineComponent(() => () => [
    h('main', [h('button', { onClick: () => (open.value = true) }, 'Rename'), h('input', { 'aria-label': 'Behind' })]),
    h(
      AppDialog,
      { title: 'New name', ...props, open: open.value, 'onUpdate:open': (is: boolean) => (open.value = is) },
      {
        default: () => h('input', { 'aria-label': 'Name' }),
        footer: () => h('button', { onClick: () => (open.value = false) }, 'Cancel'),
      },
    ),
  ]);
  mount(Page, { attachTo: document.body });
  return { open, user: userEvent.setup() };
}

const opener = () => screen.getByRole('button', { name: 'Rename' });
const dialog = () => screen.queryByRole('dialog');
/** The dialog moves the focus in the next frame. */
const focus = () => expect.poll(() => document.activeElement);

describe('an open dialog', () => {
  it('has the title as its name and the description as its description', async () => {
    const { user } = show({ description: 'At most 60 characters' });
    expect(dialog()).toBeNull();
    await user.click(opener());
    const shown = screen.getByRole('dialog', { name: 'New name' });
    expect(document.getElementById(shown.getAttribute('aria-describedby')!)!.textContent!.trim()).toBe(
      'At most 60 characters',
    );
  });

  it('adds no landmark to the page', async () => {
    const { user } = show();
    await user.click(opener());
    expect(
      dialog()!.querySelector('header, footer, main, nav, aside, [role="banner"], [role="contentinfo"]'),
    ).toBeNull();
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeTruthy();
  });

  it('takes the focus, traps Tab, and hides the page behind from screen readers', async () => {
    const { user } = show();
    await user.click(opener());
    await focus().toSatisfy((active: Element) => dialog()!.contains(active));
    const visited: (string | null)[] = [];
    for (let i = 0; i < 4; i++) {
      await user.tab();
      expect(dialog()!.contains(document.activeElement)).toBe(true);
      visited.push(document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent);
    }
    expect(new Set(visited)).toEqual(new Set(['Close', 'Name', 'Cancel']));
    expect(screen.queryByRole('textbox', { name: 'Behind' }), 'hidden from screen readers').toBeNull();
  });

  it('shows hostile and long text as text', async () => {
    const { user } = show({ title: HOSTILE, description: LONG });
    await user.click(opener());
    expect(document.querySelector('img, script')).toBeNull();
    expect(screen.getByRole('heading').textContent).toBe(HOSTILE);
  });
});

describe('a dialog closes', () => {
  it.each([
    ['on Escape', (user: ReturnType<typeof userEvent.setup>) => user.keyboard('{Escape}')],
    [
      'by its close button',
      (user: ReturnType<typeof userEvent.setup>) => user.click(screen.getByRole('button', { name: 'Close' })),
    ],
    [
      'by a click outside',
      (user: ReturnType<typeof userEvent.setup>) => user.click(document.querySelector('.app-dialog-scrim')!),
    ],
    [
      'by a button in its footer',
      (user: ReturnType<typeof userEvent.setup>) => user.click(screen.getByRole('button', { name: 'Cancel' })),
    ],
  ])('%s, and returns the focus to the opener', async (_, close) => {
    const { open, user } = show();
    await user.tab();
    await user.keyboard('{Enter}');
    await focus().toSatisfy((active: Element) => dialog()?.contains(active) ?? false);
    await close(user);
    expect(open.value).toBe(false);
    await expect.poll(dialog).toBeNull();
    await focus().toBe(opener());
    await user.keyboard('{Enter}');
    expect(dialog(), 'opens again').not.toBeNull();
  });

  it('and returns the focus to the menu button when a menu item opened it', async () => {
    const open = ref(false);
    const Page = defineComponent(
      () => () =>
        h(Fragment, [
          h(
            AppMenu,
            { items: [{ label: 'Rename…', run: () => (open.value = true) }] },
            {
              trigger: () => h('button', 'Views'),
            },
          ),
          h(AppDialog, { title: 'New name', open: open.value, 'onUpdate:open': (is: boolean) => (open.value = is) }),
        ]),
    );
    mount(Page, { attachTo: document.body });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename…' }));
    await expect.poll(dialog).not.toBeNull();
    await user.keyboard('{Escape}');
    await expect.poll(dialog).toBeNull();
    await focus().toBe(screen.getByRole('button', { name: 'Views' }));
  });
});
