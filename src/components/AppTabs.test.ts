import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import AppTabs from './AppTabs.vue';

function show() {
  const wrapper = mount(AppTabs, {
    attachTo: document.body,
    props: {
      label: 'Portfolio',
      tabs: [
        { value: 'following', label: 'Following', count: 12 },
        { value: 'passed', label: 'Passed', count: 0 },
      ],
      modelValue: 'following',
      'onUpdate:modelValue': (modelValue: string) => wrapper.setProps({ modelValue }),
    },
    slots: { following: 'Twelve startups', passed: 'No startups' },
  });
  return userEvent.setup();
}

const chosen = () => screen.getByRole('tab', { selected: true }).textContent;
const panel = () => screen.getByRole('tabpanel').textContent;

it('shows the panel of the chosen tab, with the tab as its name', () => {
  show();
  expect(screen.getByRole('tablist', { name: 'Portfolio' })).toBeTruthy();
  expect(screen.getByRole('tabpanel', { name: /^Following/ }).textContent).toBe('Twelve startups');
});

it('changes the tab with the arrow keys and on a click, and is one tab stop', async () => {
  const user = show();
  await user.tab();
  await user.keyboard('{ArrowRight}');
  expect([chosen(), panel()]).toEqual(['Passed0', 'No startups']);
  await user.keyboard('{ArrowRight}');
  expect(chosen(), 'wraps around').toBe('Following12');
  await user.click(screen.getByRole('tab', { name: /^Passed/ }));
  expect(panel()).toBe('No startups');
  await user.tab();
  expect(document.activeElement!.role, 'leaves the tabs').toBe('tabpanel');
});
