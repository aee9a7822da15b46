import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOSTILE } from '../../catalogue/samples';
import AmountRange from './AmountRange.vue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** `accepts: false` simulates a form that rejects every change. */
function show({ accepts = true, ...props }: Record<string, unknown> & { accepts?: boolean } = {}) {
  const wrapper = mount(AmountRange, {
    attachTo: document.body,
    props: {
      min: null,
      max: null,
      onChange: (range: { min: number | null; max: number | null }) => accepts && wrapper.setProps(range),
      ...props,
    },
  });
  const changes = () => wrapper.emitted('change')?.map(([range]) => range) ?? [];
  const problems = () => wrapper.emitted('problem')?.map(([invalid]) => invalid) ?? [];
  return { wrapper, changes, problems, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
}

const minimum = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Minimum' });
const maximum = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Maximum' });
/** Waits until an error would be shown. */
const settle = () => vi.advanceTimersByTimeAsync(300);
const errorOf = (field: HTMLInputElement) => {
  if (field.getAttribute('aria-invalid') !== 'true') return null;
  return document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
};

describe('a bound', () => {
  it.each([
    ['500k', 500_000, '500k'],
    ['$2.5 million', 2_500_000, '2.5M'],
    ['1234567', 1_234_567, '1,234,567'],
    ['0', 0, '0'],
  ])('typed as %j is emitted when the field is left, and then formatted', async (typed, min, shown) => {
    const { user, changes } = show();
    await user.click(minimum());
    await user.keyboard(typed);
    expect(changes()).toEqual([]);
    await user.tab();
    expect(changes()).toEqual([{ min, max: null }]);
    expect(minimum().value).toBe(shown);
    expect(document.activeElement).toBe(maximum());
  });

  it('is emitted on Enter, and not again when the field is left', async () => {
    const { user, changes } = show({ min: 1_000_000 });
    await user.click(maximum());
    await user.keyboard('5M{Enter}');
    expect(changes()).toEqual([{ min: 1_000_000, max: 5_000_000 }]);
    await user.tab();
    expect(changes()).toHaveLength(1);
  });

  it('is null when the field is cleared', async () => {
    const { user, changes } = show({ min: 500_000, max: 2_000_000 });
    await user.clear(minimum());
    await user.tab();
    expect(changes()).toEqual([{ min: null, max: 2_000_000 }]);
  });

  it('is not emitted when the new text is the same amount', async () => {
    const { user, changes } = show({ min: 500_000 });
    await user.clear(minimum());
    await user.keyboard('500,000');
    await user.tab();
    expect(changes()).toEqual([]);
    expect(minimum().value).toBe('500k');
  });

  it('shows the value of the form when it rejects the change', async () => {
    const { user, changes } = show({ min: 500_000, accepts: false });
    await user.clear(minimum());
    await user.keyboard('2M');
    await user.tab();
    expect(changes()).toEqual([{ min: 2_000_000, max: null }]);
    expect(minimum().value).toBe('500k');
  });

  it('shows a new value of the form, but keeps text that is the same amount', async () => {
    const { wrapper, user } = show({ min: 500_000 });
    await wrapper.setProps({ min: 3_000_000 });
    expect(minimum().value).toBe('3M');
    await user.clear(minimum());
    await user.keyboard('4,000,000');
    await wrapper.setProps({ min: 4_000_000 });
    expect(minimum().value).toBe('4,000,000');
  });
});

describe('invalid text', () => {
  it.each(['abc', '-5', '2M EUR', '99999bn', HOSTILE])(
    '%j is never emitted, and stays in the field with an error',
    async (typed) => {
      const { user, changes } = show();
      await user.click(minimum());
      await user.paste(typed);
      await user.keyboard('{Enter}');
      await user.tab();
      await settle();
      expect(changes()).toEqual([]);
      expect(minimum().value).toBe(typed);
      expect(errorOf(minimum())).toBe('Enter an amount such as 500k or 2M.');
      expect(document.querySelector('img, script')).toBeNull();
    },
  );

  it('shows no error before the field is left', async () => {
    const { user } = show();
    await user.click(minimum());
    await user.keyboard('ab');
    await settle();
    expect(errorOf(minimum())).toBeNull();
    await user.tab();
    expect(errorOf(minimum()), 'an error must not move the button that is being clicked').toBeNull();
    await settle();
    expect(errorOf(minimum())).not.toBeNull();
  });

  it('emits a problem from the first letter until the text is corrected, and no change of either bound', async () => {
    const { user, changes, problems } = show({ max: 5_000_000 });
    await user.click(minimum());
    await user.keyboard('x');
    expect(problems()).toEqual([true]);
    await user.tab();
    await user.clear(maximum());
    await user.keyboard('9M{Enter}');
    expect(changes()).toEqual([]);
    await user.clear(minimum());
    await user.keyboard('1M{Enter}');
    expect(problems()).toEqual([true, false]);
    expect(changes()).toEqual([{ min: 1_000_000, max: 9_000_000 }]);
    await settle();
    expect(errorOf(minimum())).toBeNull();
  });
});

describe('bounds in the wrong order', () => {
  it('show an error at the maximum, are not emitted, and can be corrected in either field', async () => {
    const { user, changes, problems } = show({ min: 5_000_000 });
    await user.click(maximum());
    await user.keyboard('1M');
    await user.tab();
    await settle();
    expect(errorOf(maximum())).toBe('Must not be below the minimum.');
    expect(errorOf(minimum())).toBeNull();
    expect(problems()).toEqual([true]);
    expect(changes()).toEqual([]);
    await user.clear(minimum());
    await user.keyboard('500k{Enter}');
    await settle();
    expect(errorOf(maximum())).toBeNull();
    expect(changes()).toEqual([{ min: 500_000, max: 1_000_000 }]);
  });

  it('also show the error at the maximum when the minimum was typed last', async () => {
    const { user } = show({ max: 1_000_000 });
    await user.click(minimum());
    await user.keyboard('5M{Enter}');
    await settle();
    expect(errorOf(maximum())).toBe('Must not be below the minimum.');
  });

  it('do not include equal bounds', async () => {
    const { user, changes } = show({ min: 1_000_000 });
    await user.click(maximum());
    await user.keyboard('1M{Enter}');
    expect(changes()).toEqual([{ min: 1_000_000, max: 1_000_000 }]);
  });
});

it("shows the backend's errors and custom labels", () => {
  show({ minError: 'Too low', maxError: 'Too high', minLabel: 'Smallest', maxLabel: 'Largest' });
  expect(errorOf(screen.getByRole('textbox', { name: 'Smallest' }))).toBe('Too low');
  expect(errorOf(screen.getByRole('textbox', { name: 'Largest' }))).toBe('Too high');
});
