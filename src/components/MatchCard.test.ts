import { screen, within } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { HOSTILE, LONG, MATCH } from '../catalogue/samples';
import MatchCard from './MatchCard.vue';

function show(props: Record<string, unknown> = {}) {
  const wrapper = mount(MatchCard, { attachTo: document.body, props: { match: MATCH, ...props } });
  return { wrapper, user: userEvent.setup() };
}

const card = () => screen.getByRole('article');
const button = (name: string) => screen.getByRole('button', { name });

describe('an open match', () => {
  it('says what it is, where it leads, how well it fits and why', () => {
    show();
    const name = within(screen.getByRole('heading', { level: 3 })).getByRole('link', { name: 'Acme Bio' });
    expect(name.getAttribute('href')).toBe('/startups/acme-bio');
    expect(screen.getByRole('img', { name: 'Score 87 of 100' })).toBeTruthy();
    const facts = ['Seed', 'Biotech', 'San Francisco, CA', 'USD 2.5M'];
    for (const fact of facts) expect(card().textContent).toContain(fact);
    const reasons = within(screen.getByRole('list', { name: 'Why it is here' })).getAllByRole('listitem');
    expect(reasons).toHaveLength(MATCH.reasons.length);
    expect(reasons[0]!.textContent).toContain('30 of at most 30 points');
    expect(screen.queryByRole('list', { name: 'Musts that are unknown' })).toBeNull();
  });

  it('is saved and passed on by keyboard, each under the name of the startup', async () => {
    const { wrapper, user } = show();
    button('Save Acme Bio').focus();
    await user.keyboard('{Enter}');
    expect(wrapper.emitted()).toMatchObject({ save: [[]] });
    button('Pass on Acme Bio').focus();
    await user.keyboard(' ');
    expect(wrapper.emitted('pass')).toHaveLength(1);
    expect(wrapper.emitted('save')).toHaveLength(1);
  });

  it('does nothing while it is busy', async () => {
    const { wrapper, user } = show({ busy: true });
    await user.click(button('Save Acme Bio'));
    await user.click(button('Pass on Acme Bio'));
    expect(wrapper.emitted('save')).toBeUndefined();
    expect(wrapper.emitted('pass')).toBeUndefined();
  });

  it('names the musts that its data does not say, and a new round', () => {
    show({ match: { ...MATCH, unknown: ['amount', 'location'], country: null, changed: 'series-b' } });
    const unknown = screen.getByRole('list', { name: 'Musts that are unknown' });
    expect(within(unknown).getAllByRole('listitem')).toHaveLength(2);
    expect(card().textContent).toContain('New round since it was last sent: Series B');
  });

  it('shows nothing for what is not known, and a score outside of its range as the nearest', () => {
    const nothing = {
      industry: null,
      fundingStage: null,
      country: null,
      region: null,
      city: null,
      fundingAmount: null,
    };
    show({ match: { ...MATCH, ...nothing, website: null, reasons: [], score: 187 } });
    expect(screen.getByRole('img', { name: 'Score 100 of 100' })).toBeTruthy();
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(card().textContent).not.toMatch(/null|undefined|NaN/);
  });
});

describe('a match in the portfolio', () => {
  it('leads there under its status, and can be neither saved nor passed on', () => {
    show({ status: 'dueDiligence' });
    expect(screen.getByRole('link', { name: 'Due diligence' }).getAttribute('href')).toBe('/portfolio');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('keeps the keyboard where it was when saving replaced the pressed button', async () => {
    const { wrapper } = show();
    button('Save Acme Bio').focus();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Saved' }));
  });

  it('leaves the keyboard alone when it is elsewhere', async () => {
    const { wrapper } = show();
    screen.getByRole('link', { name: 'Acme Bio' }).focus();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Acme Bio' }));
  });

  it('takes no focus from the rest of the page', async () => {
    const { wrapper } = show();
    (document.activeElement as HTMLElement).blur();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(document.body);
  });
});

describe('a match that was passed on', () => {
  it('folds its reasons and asks why, with the given reason pressed', async () => {
    const { wrapper, user } = show({ status: 'passed', passReason: 'team' });
    expect(screen.queryByRole('list', { name: 'Why it is here' })).toBeNull();
    const why = screen.getByRole('group', { name: /^Passed, and not proposed again/ });
    const pressed = within(why)
      .getAllByRole('button')
      .filter((reason) => reason.getAttribute('aria-pressed') === 'true');
    expect(pressed.map((reason) => reason.textContent!.trim())).toEqual(['Team']);
    await user.click(within(why).getByRole('button', { name: 'Amount' }));
    expect(wrapper.emitted('reason')).toEqual([['amount']]);
  });

  it('asks with the focus, when the keyboard passed on it', async () => {
    const { wrapper, user } = show();
    button('Pass on Acme Bio').focus();
    await wrapper.setProps({ status: 'passed' });
    expect(screen.getByRole('group').contains(document.activeElement)).toBe(true);
    await user.keyboard('{Enter}');
    expect(wrapper.emitted('reason')).toEqual([['industry']]);
  });

  it('is taken back by a button that names the startup, and the focus comes back too', async () => {
    const { wrapper, user } = show({ status: 'passed' });
    await user.click(button('Undo passing on Acme Bio'));
    expect(wrapper.emitted('undo')).toHaveLength(1);
    await wrapper.setProps({ status: null });
    expect(card().contains(document.activeElement)).toBe(true);
    expect(screen.getByRole('list', { name: 'Why it is here' })).toBeTruthy();
  });
});

describe('what it is given', () => {
  it.each([HOSTILE, LONG])('shows %j as text', (name) => {
    show({ match: { ...MATCH, name, city: name } });
    expect(screen.getByRole('heading').textContent!.trim()).toBe(name.trim());
    expect(document.querySelector('img:not([role]), script')).toBeNull();
  });

  it('links to a website, and shows any other address as text', () => {
    show();
    const site = screen.getByRole('link', { name: 'Website of Acme Bio' });
    expect(site.getAttribute('href')).toBe('https://www.acme-bio.example/');
    expect(site.getAttribute('rel')).toContain('noopener');
  });

  it.each([
    'javascript:alert(1)',
    'javascript:alert("https://x")',
    'data:text/html,<script>1</script>',
    ' javascript:alert(1)',
    'ftp://x',
  ])('never links to %j', (website) => {
    show({ match: { ...MATCH, website } });
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/startups/acme-bio']);
    expect(card().textContent).toContain(website.trim());
  });
});
