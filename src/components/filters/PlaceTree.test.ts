import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FacetCount } from '../../../amplify/domain/catalog/facets';
import PlaceTree from './PlaceTree.vue';
import type { FindPlaces } from './use-place-search';

// With a real Date: Vue ignores an event in the same millisecond in which its listener was attached.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const COUNTS: FacetCount[] = [
  { value: 'US', count: 5_000 },
  { value: 'US/CA', count: 1_900 },
  { value: 'US/CA/San Francisco', count: 900 },
  { value: 'US/NY', count: 800 },
  ...['GB', 'DE', 'FR', 'IN', 'IL', 'CA', 'ES', 'SE'].map((value, at) => ({ value, count: 300 - at })),
];
const ORLANDO: FacetCount[] = [
  { value: 'US', count: 19 },
  { value: 'US/FL', count: 19 },
  { value: 'US/FL/Orlando', count: 19 },
];

function show(props: Record<string, unknown> = {}) {
  const find = vi.fn<FindPlaces>(async () => ORLANDO);
  const wrapper = mount(PlaceTree, {
    attachTo: document.body,
    props: {
      label: 'Location',
      counts: COUNTS,
      find,
      modelValue: [] as string[],
      'onUpdate:modelValue': (modelValue: string[]) => wrapper.setProps({ modelValue }),
      ...props,
    },
  });
  return {
    wrapper,
    find,
    user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }),
    chosen: () => wrapper.props('modelValue'),
  };
}

const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const boxes = () =>
  screen.queryAllByRole('checkbox').map((input) => (input as HTMLInputElement).labels![0]!.textContent);
const expander = (name: string) => screen.getByRole('button', { name });
const search = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Find in location' });
/** Waits longer than the debounce of the search. */
const pause = () => vi.advanceTimersByTimeAsync(300);

describe('the countries', () => {
  it('are a named group of checkboxes, the most startups first: seven, or all after a click', async () => {
    const { user } = show();
    expect(screen.getByRole('group', { name: 'Location' })).toBeTruthy();
    expect(boxes()).toHaveLength(7);
    expect(boxes()[0]).toContain('United States');
    expect(boxes()[0]).toContain('5,000');
    const more = screen.getByRole('button', { name: 'Show all 9' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await user.click(more);
    expect(boxes()).toHaveLength(9);
    expect(more.getAttribute('aria-expanded')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(boxes()).toHaveLength(7);
  });

  it('always include a chosen country', () => {
    show({ modelValue: ['SE'] });
    expect(box(/Sweden/).checked).toBe(true);
  });

  it('are only the chosen ones, without a search field, while the counts are unknown', () => {
    show({ counts: null, modelValue: ['US/CA'] });
    expect(box(/California/).checked).toBe(true);
    expect(screen.queryByRole('searchbox')).toBeNull();
  });

  it('are empty when there are no counts', () => {
    show({ counts: [] });
    expect(boxes()).toEqual([]);
  });

  it('render only the countries of 10,000 places', () => {
    const counts = Array.from({ length: 10_000 }, (_, at) => ({ value: `US/CA/City ${at}`, count: at }));
    show({ counts: [...counts, { value: 'US', count: 10_000 }, { value: 'GB', count: 2 }] });
    expect(boxes()).toHaveLength(2);
  });
});

describe('a place with places in it', () => {
  it('opens and closes by keyboard, and the name and state of its button change', async () => {
    const { user } = show();
    expect(screen.queryByRole('checkbox', { name: /California/ })).toBeNull();
    expander('Show locations in United States').focus();
    await user.keyboard('{Enter}');
    expect(box(/California/)).toBeTruthy();
    const button = expander('Hide locations in United States');
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement, 'the focus stays on the button').toBe(button);
    await user.keyboard(' ');
    expect(screen.queryByRole('checkbox', { name: /California/ })).toBeNull();
    expect(expander('Show locations in United States').getAttribute('aria-expanded')).toBe('false');
  });

  it('is chosen with Space, and removed with Space', async () => {
    const { user, chosen } = show();
    box(/United States/).focus();
    await user.keyboard(' ');
    expect(chosen()).toEqual(['US']);
    await user.keyboard(' ');
    expect(chosen()).toEqual([]);
  });

  it('is replaced by a place within it, and then replaces that place', async () => {
    const { user, chosen } = show({ modelValue: ['US', 'GB'] });
    await user.click(expander('Show locations in United States'));
    await user.click(box(/California/));
    expect(chosen()).toEqual(['GB', 'US/CA']);
    expect(box(/United States/).indeterminate).toBe(true);
    expect(box(/United States/).checked).toBe(false);
    await user.click(box(/United States/));
    expect(chosen()).toEqual(['GB', 'US']);
    expect(box(/United States/).indeterminate).toBe(false);
  });

  it('is open if a place within it is chosen', () => {
    show({ modelValue: ['US/CA/San Francisco'] });
    expect(box(/^San Francisco/).checked).toBe(true);
    expect(box(/^California/).indeterminate).toBe(true);
  });

  it('has the full name of the place as its accessible name, once', () => {
    show({ modelValue: ['US/CA/San Francisco', 'DE//Berlin'] });
    expect(box(/^United States ?5,000$/)).toBeTruthy();
    expect(box(/^California ?1,900$/)).toBeTruthy();
    expect(box(/^San Francisco, CA ?900$/)).toBeTruthy();
    expect(box('Berlin, Germany')).toBeTruthy();
  });
});

describe('a search', () => {
  it('debounces, then shows the places of the whole catalog with their parents open', async () => {
    const { user, find, chosen } = show();
    await user.click(search());
    await user.keyboard('orl');
    expect(screen.getByRole('status').textContent!.trim()).toBe('Searching for locations…');
    expect(find).not.toHaveBeenCalled();
    await pause();
    expect(find).toHaveBeenCalledExactlyOnceWith('orl', expect.anything());
    expect(screen.getByRole('status').textContent!.trim()).toBe('');
    await user.click(box(/^Orlando/));
    expect(chosen()).toEqual(['US/FL/Orlando']);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(document.activeElement).toBe(search());
    expect(boxes().length).toBeGreaterThan(7);
    expect(box(/^Orlando/).checked, 'a chosen place stays in the list').toBe(true);
  });

  it('opens the parents of all results', async () => {
    const { user, find } = show();
    find.mockResolvedValue([
      { value: 'GB/England/London', count: 500 },
      { value: 'CA/ON/London', count: 4 },
    ]);
    await user.click(search());
    await user.keyboard('london');
    await pause();
    expect(screen.getAllByRole('checkbox', { name: /^London/ })).toHaveLength(2);
  });

  it('shows that nothing matches, and shows hostile text as text', async () => {
    const { user, find } = show();
    find.mockResolvedValue([]);
    await user.click(search());
    await user.paste('<img src=x onerror=alert(1)>');
    await pause();
    expect(screen.getByRole('status').textContent!.trim()).toBe('Nothing found for “<img src=x onerror=alert(1)>”');
    expect(document.querySelector('img')).toBeNull();
    expect(boxes()).toEqual([]);
  });

  it('reports a failure, and retries on request', async () => {
    const { user, find } = show();
    find.mockRejectedValueOnce(new Error('offline'));
    await user.click(search());
    await user.keyboard('orl');
    await pause();
    expect(screen.getByText(/search for locations failed/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await pause();
    expect(screen.queryByText(/search for locations failed/)).toBeNull();
    expect(box(/^Orlando/)).toBeTruthy();
  });

  it('ignores the stale answer to an earlier text', async () => {
    const { user, find } = show();
    let answerFirst!: (places: FacetCount[]) => void;
    find.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)));
    await user.click(search());
    await user.keyboard('par');
    await pause();
    await user.clear(search());
    await user.keyboard('orl');
    await pause();
    answerFirst([{ value: 'FR/Paris', count: 1 }]);
    await pause();
    expect(box(/^Orlando/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /Paris/ })).toBeNull();
  });

  it('accepts at most 100 characters', () => {
    show();
    expect(search().maxLength).toBe(100);
  });
});
