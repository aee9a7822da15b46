import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { preferences } from '../../../amplify/domain/preferences';
import { HOSTILE } from '../../catalogue/samples';
import ExcludedTerms from './ExcludedTerms.vue';

function show(words: string[] = []) {
  const chosen = ref(words);
  const unfinished = ref(false);
  const submitted = vi.fn();
  const Form = defineComponent(
    () => () =>
      h('form', { onSubmit: (event: Event) => (event.preventDefault(), submitted([...chosen.value])) }, [
        h(ExcludedTerms, {
          modelValue: chosen.value,
          'onUpdate:modelValue': (value: string[]) => (chosen.value = value),
          onUnfinished: (is: boolean) => (unfinished.value = is),
        }),
        h('button', 'Save'),
      ]),
  );
  mount(Form, { attachTo: document.body });
  return { chosen, unfinished, submitted, user: userEvent.setup() };
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^Never show/ });

describe('adding words', () => {
  it('adds a word with Enter, in lower case, clears the field and does not submit the form', async () => {
    const { chosen, submitted, user } = show(['tobacco']);
    await user.click(field());
    await user.keyboard(' Gambling {Enter}');
    expect(chosen.value).toEqual(['tobacco', 'gambling']);
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());
    expect(submitted).not.toHaveBeenCalled();
  });

  it('adds several words that are separated by commas, each once', async () => {
    const { chosen, user } = show(['tobacco']);
    await user.click(field());
    await user.paste('gambling, ,Tobacco,oil,gambling');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(chosen.value).toEqual(['tobacco', 'gambling', 'oil']);
  });

  it('adds all words of a long pasted list', async () => {
    const { chosen, user } = show();
    const words = Array.from({ length: 20 }, (_, at) => `excluded${at}`);
    await user.click(field());
    await user.paste(words.join(', '));
    await user.keyboard('{Enter}');
    expect(chosen.value).toEqual(words);
  });

  it('adds an unfinished word when the field is left', async () => {
    const { chosen, unfinished, user } = show();
    await user.click(field());
    await user.keyboard('oil');
    expect(unfinished.value).toBe(true);
    await user.tab();
    expect(chosen.value).toEqual(['oil']);
    expect(unfinished.value).toBe(false);
  });

  it('adds an unfinished word before the form is submitted', async () => {
    const { submitted, user } = show();
    await user.click(field());
    await user.keyboard('oil');
    (field().form as HTMLFormElement).requestSubmit();
    expect(submitted).toHaveBeenCalledExactlyOnceWith(['oil']);
  });

  it.each([
    ['x', 'Use at least two letters.'],
    ['x'.repeat(61), 'Use at most 60 characters for each word.'],
  ])('keeps %j in the field, with an error', async (word, problem) => {
    const { chosen, user } = show();
    await user.click(field());
    await user.paste(word);
    await user.keyboard('{Enter}');
    expect(chosen.value).toEqual([]);
    expect(field().value).toBe(word);
    expect(field().getAttribute('aria-invalid')).toBe('true');
    const [error] = field().getAttribute('aria-describedby')!.split(' ');
    expect(document.getElementById(error!)!.textContent).toBe(problem);
    await user.clear(field());
    await user.keyboard('xy{Enter}');
    expect(chosen.value).toEqual(['xy']);
    expect(field().getAttribute('aria-invalid')).toBeNull();
  });
});

it.each([1, 2, 60, 61])('accepts a word of %d letters exactly if the backend does', async (length) => {
  const { chosen, user } = show();
  const words = ['x'.repeat(length)];
  await user.click(field());
  await user.paste(words[0]!);
  await user.keyboard('{Enter}');
  expect(chosen.value).toEqual(preferences.shape.excludedTerms.safeParse(words).success ? words : []);
});

describe('the added words', () => {
  it('are removed with their buttons, and the focus moves to the field', async () => {
    const { chosen, user } = show(['tobacco', 'oil']);
    await user.click(screen.getByRole('button', { name: 'Remove tobacco' }));
    expect(chosen.value).toEqual(['oil']);
    expect(document.activeElement).toBe(field());
  });

  it('are shown as text, even if they are hostile', () => {
    show([HOSTILE]);
    expect(screen.getByRole('button', { name: (name) => name.startsWith('Remove <img') })).toBeTruthy();
    expect(document.querySelector('img, script')).toBeNull();
  });
});
