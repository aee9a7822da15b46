import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { HOSTILE, MATCH } from '../catalogue/samples';
import MatchRow from './MatchRow.vue';

const show = (props: Record<string, unknown> = {}) =>
  mount(MatchRow, { attachTo: document.body, props: { match: MATCH, ...props } });

it('links to the startup, shows its score, and saves it by keyboard', async () => {
  const wrapper = show();
  expect(screen.getByRole('link', { name: 'Acme Bio' }).getAttribute('href')).toBe('/startups/acme-bio');
  expect(screen.getByRole('img', { name: 'Score 87 of 100' })).toBeTruthy();
  screen.getByRole('button', { name: 'Save Acme Bio' }).focus();
  await userEvent.keyboard('{Enter}');
  expect(wrapper.emitted('save')).toHaveLength(1);
});

it('moves the focus to the link when the status replaces the clicked button', async () => {
  const wrapper = show();
  screen.getByRole('button', { name: 'Save Acme Bio' }).focus();
  await wrapper.setProps({ status: 'saved' });
  expect(screen.queryByRole('button')).toBeNull();
  expect(wrapper.text()).toContain('Saved');
  expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Acme Bio' }));
});

it('shows a hostile name as text', () => {
  show({ match: { ...MATCH, name: HOSTILE } });
  expect(screen.getByRole('link').textContent).toBe(HOSTILE);
  expect(document.querySelector('img, script')).toBeNull();
});
