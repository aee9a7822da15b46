import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h } from 'vue';
import { NOW } from '../../catalogue/samples';
import AppField from '../AppField.vue';
import ZoneSelect from './ZoneSelect.vue';

function show() {
  const wrapper = mount(ZoneSelect, {
    attachTo: document.body,
    props: {
      now: NOW,
      modelValue: 'Europe/Berlin',
      'onUpdate:modelValue': (modelValue: string) => wrapper.setProps({ modelValue }),
    },
  });
  return { user: userEvent.setup(), chosen: () => wrapper.props('modelValue') };
}

const field = () => screen.getByRole<HTMLInputElement>('combobox');
const rows = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];
const texts = () => rows().map((row) => row.textContent!.replaceAll(/\s+/g, ' ').trim());

describe('a time zone', () => {
  it('is shown by its name, and a click lists every zone with its current time', async () => {
    const { user } = show();
    await expect.poll(() => field().value).toBe('Europe/Berlin');
    await user.click(field());
    expect(rows()).toHaveLength(61);
    expect(texts()[0]).toMatch(/^Africa\/Abidjan .*09:00$/);
    expect(texts()[60]).toMatch(/^\d+ more: type to narrow$/);
  });

  it.each([
    ['tokyo', 'Asia/Tokyo', '18:00'],
    ['india', 'Asia/Kolkata', '14:30'],
    ['san francisco', 'America/Los Angeles', '01:00'],
  ])('is found by %j, and chosen with Enter', async (text, label, time) => {
    const { user, chosen } = show();
    await user.click(field());
    await user.keyboard(text);
    expect(texts()[0]).toContain(label);
    expect(texts()[0]).toContain(time);
    await user.keyboard('{Enter}');
    expect(chosen()).toBe(label.replaceAll(' ', '_'));
    expect(field().value).toBe(label);
  });

  it('is chosen with the arrow keys', async () => {
    const { user, chosen } = show();
    await user.click(field());
    await user.keyboard('portugal{ArrowDown}{Enter}');
    expect(chosen()).toMatch(/^(Atlantic|Europe)\//);
    expect(chosen()).not.toBe('Europe/Berlin');
  });

  it.each(['{Escape}', '{Tab}'])('stays as it was when text is typed and then %s is pressed', async (key) => {
    const { user, chosen } = show();
    await user.click(field());
    await user.keyboard(`tokyo${key}`);
    await expect.poll(() => field().value).toBe('Europe/Berlin');
    expect(chosen()).toBe('Europe/Berlin');
    expect(rows()).toEqual([]);
  });

  it('needs a choice when an abbreviation is ambiguous', async () => {
    const { user } = show();
    await user.click(field());
    await user.keyboard('ist');
    expect(texts()[0]).toBe('IST is used in several zones. Which one do you mean?');
    expect(rows()[0]!.getAttribute('aria-disabled')).toBe('true');
  });

  it('is not found by an unknown name, and Enter then chooses nothing', async () => {
    const { user, chosen } = show();
    await user.click(field());
    await user.keyboard('<img src=x>');
    expect(texts()).toEqual(['No time zone found. Try a large city nearby, or the country.']);
    await user.keyboard('{Enter}');
    expect(chosen()).toBe('Europe/Berlin');
    expect(document.querySelector('img')).toBeNull();
  });
});

it('has the name and the error of the AppField around it', () => {
  mount(AppField, {
    attachTo: document.body,
    props: { label: 'Time zone', error: 'Choose one' },
    slots: { default: () => h(ZoneSelect, { modelValue: 'UTC', now: NOW }) },
  });
  const select = screen.getByRole('combobox', { name: 'Time zone' });
  expect(select.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(select.getAttribute('aria-describedby')!)!.textContent).toBe('Choose one');
});
