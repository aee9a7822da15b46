import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { FACETS, PREFERENCES } from '../../catalogue/samples';
import type { DraftChange } from './preferences-draft';
import MatchFields from './MatchFields.vue';

function show() {
  const draft = ref(PREFERENCES);
  const Form = defineComponent(
    () => () =>
      h(MatchFields, {
        draft: draft.value,
        errors: {},
        facets: FACETS,
        loading: false,
        onChange: (change: DraftChange) => (draft.value = { ...draft.value, ...change(draft.value) }),
      }),
  );
  mount(Form, { attachTo: document.body });
  return { draft, user: userEvent.setup() };
}

it('removes a place with the button of its chip, and moves the focus to the search field of the places', async () => {
  const { draft, user } = show();
  await user.click(screen.getByRole('button', { name: 'Remove San Francisco, CA' }));
  expect(draft.value.locations).toEqual(['DE']);
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Find in locations' }));
});

it('keeps the stages in their usual order, whatever the order of the clicks', async () => {
  const { draft, user } = show();
  await user.click(screen.getByRole('button', { name: 'Pre-seed' }));
  expect(draft.value.fundingStages).toEqual(['pre-seed', 'seed', 'series-a']);
  await user.click(screen.getByRole('button', { name: 'Seed' }));
  expect(draft.value.fundingStages).toEqual(['pre-seed', 'series-a']);
});

it('offers the choice between must-have and nice-to-have only for criteria with a value', async () => {
  const { draft, user } = show();
  const must = screen.getAllByRole('radiogroup');
  expect(must).toHaveLength(4);
  for (const place of ['San Francisco, CA', 'Germany']) {
    await user.click(screen.getByRole('button', { name: `Remove ${place}` }));
  }
  expect(draft.value.locations).toEqual([]);
  expect(screen.getAllByRole('radiogroup')).toHaveLength(3);
});
