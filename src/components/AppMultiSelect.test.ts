import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h } from 'vue';
import { HOSTILE, LONG } from '../catalogue/samples';
import AppField from './AppField.vue';
import AppMultiSelect from './AppMultiSelect.vue';
import type { Option } from './types';

const FRUITS: Option[] = [
  { value: 'apple', label: 'Apple', count: 12_403 },
  { value: 'acai', label: 'Açaí' },
  { value: 'pineapple', label: 'Pineapple' },
  { value: 'durian', label: 'Durian', disabled: true },
  { value: 'fig', label: 'Fig', hint: 'dried' },
];

function show(props: Record<string, unknown> = {}) {
  const wrapper = mount(AppMultiSelect, {
    attachTo: document.body,
    props: {
      label: 'Fruits',
      options: FRUITS,
      modelValue: [] as string[],
      'onUpdate:modelValue': (modelValue: string[]) => wrapper.setProps({ modelValue }),
      ...props,
    },
  });
  return { wrapper, user: userEvent.setup(), chosen: () => wrapper.props('modelValue') };
}

const input = () => screen.getByRole<HTMLInputElement>('combobox');
const list = () => screen.queryByRole('listbox');
const rows = () => [...screen.getByRole('listbox').querySelectorAll<HTMLElement>('[role="option"]')];
const labels = () => rows().map((row) => row.querySelector('.multi-select-words')?.firstChild?.textContent?.trim());
const active = () => document.getElementById(input().getAttribute('aria-activedescendant') ?? '')?.textContent?.trim();

describe('the list', () => {
  it('opens on a click, and has the roles and states of a multiple choice', async () => {
    const { user } = show();
    expect(list()).toBeNull();
    expect(input().getAttribute('aria-expanded')).toBe('false');
    await user.click(input());
    expect(input().getAttribute('aria-expanded')).toBe('true');
    expect(list()!.getAttribute('aria-multiselectable')).toBe('true');
    expect(input().getAttribute('aria-controls')).toBe(list()!.id);
    expect(rows()).toHaveLength(FRUITS.length);
  });

  it.each(['{ArrowDown}', '{ArrowUp}', 'a'])('opens with %s', async (key) => {
    const { user } = show();
    await user.tab();
    expect(document.activeElement).toBe(input());
    expect(list()).toBeNull();
    await user.keyboard(key);
    expect(list()).not.toBeNull();
  });

  it('moves the highlight with the arrows, Home and End while the focus stays in the field', async () => {
    const { user } = show();
    await user.click(input());
    expect(active()).toMatch(/^Apple/);
    await user.keyboard('{ArrowDown}');
    expect(active()).toBe('Açaí');
    await user.keyboard('{End}');
    expect(active()).toMatch(/^Fig/);
    await user.keyboard('{ArrowUp}');
    expect(active(), 'skips a disabled option').toBe('Pineapple');
    await user.keyboard('{Home}');
    expect(active()).toMatch(/^Apple/);
    expect(document.activeElement).toBe(input());
  });

  it('closes on Escape, keeps the focus and clears the search text', async () => {
    const { user, chosen } = show();
    await user.click(input());
    await user.keyboard('fig{Escape}');
    expect(list()).toBeNull();
    expect(document.activeElement).toBe(input());
    expect(input().value).toBe('');
    expect(chosen()).toEqual([]);
  });

  it('closes on a click outside', async () => {
    const { user } = show();
    await user.click(input());
    await user.click(document.body);
    expect(list()).toBeNull();
  });

  it('shows the count and the hint of an option', async () => {
    const { user } = show();
    await user.click(input());
    expect(rows()[0]!.textContent).toContain('12,403');
    expect(rows()[4]!.textContent).toContain('dried');
  });
});

describe('choosing', () => {
  it('chooses the highlighted option with Enter and stays open', async () => {
    const { user, chosen } = show();
    await user.click(input());
    await user.keyboard('{ArrowDown}{Enter}');
    expect(chosen()).toEqual(['acai']);
    expect(rows()[1]!.getAttribute('aria-selected')).toBe('true');
    expect(rows()[0]!.getAttribute('aria-selected')).toBe('false');
    expect(screen.getByRole('button', { name: 'Remove Açaí' })).toBeTruthy();
    expect(list()).not.toBeNull();
  });

  it('removes a choice when its option is clicked again', async () => {
    const { user, chosen } = show({ modelValue: ['apple', 'fig'] });
    await user.click(input());
    await user.click(rows()[0]!);
    expect(chosen()).toEqual(['fig']);
  });

  it('does not choose a disabled option', async () => {
    const { user, chosen } = show();
    await user.click(input());
    await user.click(screen.getByRole('option', { name: /Durian/ }));
    expect(chosen()).toEqual([]);
  });

  it('removes the last choice with Backspace, but only in the empty field', async () => {
    const { user, chosen } = show({ modelValue: ['apple', 'fig'] });
    await user.click(input());
    await user.keyboard('ac{Backspace}');
    expect(input().value).toBe('a');
    expect(chosen()).toEqual(['apple', 'fig']);
    await user.keyboard('{Backspace}{Backspace}');
    expect(chosen()).toEqual(['apple']);
    await user.keyboard('{Backspace}{Backspace}');
    expect(chosen()).toEqual([]);
  });

  it('removes a choice with its button, and moves the focus to the field', async () => {
    const { user, chosen } = show({ modelValue: ['apple', 'fig'] });
    await user.click(screen.getByRole('button', { name: 'Remove Apple' }));
    expect(chosen()).toEqual(['fig']);
    expect(document.activeElement).toBe(input());
    expect(list(), 'the list stays closed').toBeNull();
  });

  it('labels a chosen value that is not one of the options', () => {
    show({ options: [], modelValue: ['kiwi'], labelOf: (value: string) => value.toUpperCase() });
    expect(screen.getByRole('button', { name: 'Remove KIWI' })).toBeTruthy();
  });
});

describe('typing', () => {
  it('ignores case and accents, and lists first the labels that begin with the text', async () => {
    const { user } = show();
    await user.click(input());
    await user.keyboard('APPLE');
    expect(labels()).toEqual(['Apple', 'Pineapple']);
    await user.clear(input());
    await user.keyboard(' acai ');
    expect(labels()).toEqual(['Açaí']);
  });

  it('chooses the first match with Enter, and clears the search text', async () => {
    const { user, chosen } = show();
    await user.click(input());
    await user.keyboard('fi{Enter}');
    expect(chosen()).toEqual(['fig']);
    expect(input().value).toBe('');
    expect(rows()).toHaveLength(FRUITS.length);
    await user.keyboard('pine{Enter}');
    expect(chosen()).toEqual(['fig', 'pineapple']);
  });

  it('shows that nothing matches, and Enter then chooses nothing', async () => {
    const { user, chosen } = show();
    await user.click(input());
    await user.keyboard('zzz');
    expect(rows().map((row) => row.textContent)).toEqual(['Nothing found']);
    expect(rows()[0]!.getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{Enter}');
    expect(chosen()).toEqual([]);
  });

  it('shows that the options are loading', async () => {
    const { user } = show({ options: [], loading: true });
    await user.click(input());
    expect(rows().map((row) => row.textContent)).toEqual(['Loading']);
  });
});

describe('its data', () => {
  it('renders 80 of 10,000 options, shows how many more there are, and finds the last option by its name', async () => {
    const options = Array.from({ length: 10_000 }, (_, at) => ({ value: `v${at}`, label: `Place ${at}` }));
    const { user, chosen } = show({ options });
    await user.click(input());
    expect(rows()).toHaveLength(81);
    expect(rows()[80]!.textContent!.trim()).toBe('9,920 more: type to narrow');
    await user.keyboard('9999');
    expect(labels()).toEqual(['Place 9999']);
    await user.keyboard('{Enter}');
    expect(chosen()).toEqual(['v9999']);
  });

  it('shows hostile and long text as text', async () => {
    const options = [
      { value: 'h', label: HOSTILE, hint: HOSTILE },
      { value: 'l', label: LONG },
    ];
    const { user } = show({ options, modelValue: ['h', 'l'] });
    await user.click(input());
    expect(document.querySelector('img, script')).toBeNull();
    expect(rows()[0]!.textContent).toContain(HOSTILE);
    expect(screen.getAllByRole('button', { name: /^Remove / })[0]!.getAttribute('aria-label')).toBe(
      `Remove ${HOSTILE}`,
    );
  });
});

describe('in an AppField', () => {
  it('has the label as its name, and the error and hint as its description', () => {
    mount(AppField, {
      attachTo: document.body,
      props: { label: 'Fruits', hint: 'Any that you like', error: 'Choose one' },
      slots: { default: () => h(AppMultiSelect, { options: FRUITS }) },
    });
    const field = screen.getByRole('combobox', { name: 'Fruits' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = field.getAttribute('aria-describedby')!.split(' ');
    expect(described.map((id) => document.getElementById(id)!.textContent)).toEqual([
      'Choose one',
      'Any that you like',
    ]);
  });

  it('has an arrow button with its own name that is not a tab stop', async () => {
    const { user } = show({ label: undefined, placeholder: undefined });
    const button = screen.getByRole('button', { name: 'Show options' });
    expect(button.tabIndex).toBe(-1);
    await user.click(button);
    expect(list()).not.toBeNull();
  });
});
