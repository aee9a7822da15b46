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

describe('an undecided match', () => {
  it('shows its name as a link, its facts, its score and its reasons', () => {
    show();
    const name = within(screen.getByRole('heading', { level: 3 })).getByRole('link', { name: 'Acme Bio' });
    expect(name.getAttribute('href')).toBe('/startups/acme-bio');
    expect(screen.getByRole('img', { name: 'Score 87 of 100' })).toBeTruthy();
    const facts = ['Seed', 'Biotech', 'San Francisco, CA', 'USD 2.5M'];
    for (const fact of facts) expect(card().textContent).toContain(fact);
    const reasons = within(screen.getByRole('list', { name: 'Why this startup' })).getAllByRole('listitem');
    expect(reasons).toHaveLength(MATCH.reasons.length);
    expect(reasons[0]!.textContent).toContain('30 of at most 30 points');
    expect(screen.queryByRole('list', { name: 'Unknown must-haves' })).toBeNull();
  });

  it('can be saved or passed on by keyboard, with buttons that name the startup', async () => {
    const { wrapper, user } = show();
    button('Save Acme Bio').focus();
    await user.keyboard('{Enter}');
    expect(wrapper.emitted()).toMatchObject({ save: [[]] });
    button('Pass on Acme Bio').focus();
    await user.keyboard(' ');
    expect(wrapper.emitted('pass')).toHaveLength(1);
    expect(wrapper.emitted('save')).toHaveLength(1);
  });

  it('emits nothing while it is busy', async () => {
    const { wrapper, user } = show({ busy: true });
    await user.click(button('Save Acme Bio'));
    await user.click(button('Pass on Acme Bio'));
    expect(wrapper.emitted('save')).toBeUndefined();
    expect(wrapper.emitted('pass')).toBeUndefined();
  });

  it('lists the must-haves that are unknown, and announces a new round', () => {
    show({ match: { ...MATCH, unknown: ['amount', 'location'], country: null, changed: 'series-b' } });
    const unknown = screen.getByRole('list', { name: 'Unknown must-haves' });
    expect(within(unknown).getAllByRole('listitem')).toHaveLength(2);
    expect(card().textContent).toContain('New round since it was last sent: Series B');
  });

  it('shows nothing for unknown facts, and clamps the score to 100', () => {
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
  it('has a link to the portfolio with its status, and no buttons', () => {
    show({ status: 'dueDiligence' });
    expect(screen.getByRole('link', { name: 'Due diligence' }).getAttribute('href')).toBe('/portfolio');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('moves the focus to that link when saving replaces the clicked button', async () => {
    const { wrapper } = show();
    button('Save Acme Bio').focus();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Saved' }));
  });

  it('does not move the focus from another element of the card', async () => {
    const { wrapper } = show();
    screen.getByRole('link', { name: 'Acme Bio' }).focus();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Acme Bio' }));
  });

  it('does not take the focus from the rest of the page', async () => {
    const { wrapper } = show();
    (document.activeElement as HTMLElement).blur();
    await wrapper.setProps({ status: 'saved' });
    expect(document.activeElement).toBe(document.body);
  });
});

describe('a match that was passed on', () => {
  it('hides its reasons and asks why, with the chosen reason pressed', async () => {
    const { wrapper, user } = show({ status: 'passed', passReason: 'team' });
    expect(screen.queryByRole('list', { name: 'Why this startup' })).toBeNull();
    const why = screen.getByRole('group', { name: /^Passed. We won’t recommend it again/ });
    const pressed = within(why)
      .getAllByRole('button')
      .filter((reason) => reason.getAttribute('aria-pressed') === 'true');
    expect(pressed.map((reason) => reason.textContent!.trim())).toEqual(['Team']);
    await user.click(within(why).getByRole('button', { name: 'Amount' }));
    expect(wrapper.emitted('reason')).toEqual([['amount']]);
  });

  it('moves the focus to the question when the focus was on the card', async () => {
    const { wrapper, user } = show();
    button('Pass on Acme Bio').focus();
    await wrapper.setProps({ status: 'passed' });
    expect(screen.getByRole('group').contains(document.activeElement)).toBe(true);
    await user.keyboard('{Enter}');
    expect(wrapper.emitted('reason')).toEqual([['industry']]);
  });

  it('can be undone with a button that names the startup, and keeps the focus in the card', async () => {
    const { wrapper, user } = show({ status: 'passed' });
    await user.click(button('Undo passing on Acme Bio'));
    expect(wrapper.emitted('undo')).toHaveLength(1);
    await wrapper.setProps({ status: null });
    expect(card().contains(document.activeElement)).toBe(true);
    expect(screen.getByRole('list', { name: 'Why this startup' })).toBeTruthy();
  });
});

describe('its data', () => {
  it.each([HOSTILE, LONG])('shows %j as text', (name) => {
    show({ match: { ...MATCH, name, city: name } });
    expect(screen.getByRole('heading').textContent!.trim()).toBe(name.trim());
    expect(document.querySelector('img:not([role]), script')).toBeNull();
  });

  it('links to a website', () => {
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
