import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineDraftStore } from './draft';

function browser() {
  const entries = new Map<string, string>();
  const state = { full: false };
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (state.full) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, text);
    },
    removeItem: (key: string) => void entries.delete(key),
  };
  /** A tab of the browser, which has its own memory. */
  const tab = (investorId: string | null) => {
    setActivePinia(createPinia());
    const store = defineDraftStore(() => storage)();
    if (investorId) store.load(investorId);
    return store;
  };
  return { tab, entries, state };
}

describe('drafts', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are restored after a reload, only for the investor who wrote them', () => {
    const { tab } = browser();
    tab('ada').keep('note/acme', 'Note on Acme', { text: 'met Ann' });
    expect(tab('grace').drafts).toEqual([]);
    expect(tab('ada').draftOf('note/acme')).toMatchObject({ title: 'Note on Acme', value: { text: 'met Ann' } });
  });

  it('of two tabs are both kept, and dropped one by one', () => {
    const { tab, entries } = browser();
    const [one, other] = [tab('ada'), tab('ada')];
    one.keep('note/acme', 'Note on Acme', 'a');
    other.keep('note/brix', 'Note on Brix', 'b');
    one.drop('note/acme');
    expect(tab('ada').drafts.map(({ title }) => title)).toEqual(['Note on Brix']);
    one.drop('note/brix');
    expect(entries.size).toBe(0);
  });

  it('are dropped at sign-out on request, and only the owner’s', () => {
    const { tab, entries } = browser();
    tab('grace').keep('note/acme', 'Note on Acme', 'g');
    const ada = tab('ada');
    ada.keep('note/acme', 'Note on Acme', 'a');
    ada.dropAll();
    ada.clear();
    expect([...entries.keys()]).toEqual(['firstlight.drafts.grace']);
  });

  it('stay in the browser when the session expires', () => {
    const { tab } = browser();
    const ada = tab('ada');
    ada.keep('preferences', 'Preferences', {});
    ada.clear();
    expect(ada.drafts).toEqual([]);
    ada.keep('preferences', 'Preferences', { of: 'nobody' });
    expect(tab('ada').draftOf('preferences')!.value).toEqual({});
  });

  it('last as long as the page where storage is full', () => {
    const { tab, state } = browser();
    state.full = true;
    const ada = tab('ada');
    ada.keep('note/acme', 'Note on Acme', 'a');
    ada.keep('note/brix', 'Note on Brix', 'b');
    expect(ada.drafts.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  it.each([
    '',
    'x',
    '{}',
    '[1]',
    '[["a"]]',
    '[["a",null]]',
    '[["a",{"title":1,"at":"","value":1}]]',
    '[["a",{"title":"t"}]]',
  ])('are empty for the stored text %j', (text) => {
    const { tab, entries } = browser();
    entries.set('firstlight.drafts.ada', text);
    expect(tab('ada').drafts).toEqual([]);
  });
});
