import type { InboxSettings } from '../../settings';
import { fetchJson, h, postJson, shortTime, show } from '../dom';

/** Filled in when the page is built. */
declare const PAGE_SETTINGS: InboxSettings;

interface Listed {
  id: string;
  sentAt: string;
  to: string[];
  subject: string;
  /** Event types, oldest first. */
  events: string[];
}

interface Email extends Omit<Listed, 'events'> {
  from: string;
  text: string;
  html: string | null;
  headers: { name: string; value: string }[];
  tags: Record<string, string[]>;
  configurationSet: string | null;
  attachments: { filename: string | null; contentType: string; size: number }[];
  events: { type: string; at: string; summary: string }[];
}

const PARTS = ['HTML', 'Text', 'Headers', 'Events'] as const;
type Part = (typeof PARTS)[number];

let emails: Listed[] = [];
let version = '';
let reading: Email | null = null;
let search = new URLSearchParams(location.search).get('to') ?? '';
let part: Part = 'HTML';
let shown = '';
let problem = '';

const list = h('ul', { 'aria-label': 'Emails, newest first', onkeydown: moveWithArrows });
const main = h('main');
const count = h('span', { class: 'faint', 'aria-live': 'polite' });
const field = h('input', {
  type: 'search',
  placeholder: 'Search by address or subject',
  'aria-label': 'Search by address or subject',
  value: search,
  oninput: () => {
    search = field.value;
    render();
  },
});
const clear = h('button', { onclick: deleteAll }, 'Clear');
document
  .getElementById('page')!
  .append(
    h(
      'header',
      {},
      h('h1', {}, 'Inbox'),
      field,
      count,
      h('span', { class: 'space' }),
      h('span', { class: 'faint' }, 'Nothing leaves this machine.'),
      clear,
    ),
    h('nav', { class: 'list', 'aria-label': 'Emails' }, list),
    main,
  );

const selectedId = () => decodeURIComponent(location.hash.slice(1));
const found = () => {
  const words = search.trim().toLowerCase().split(/\s+/);
  return emails.filter(({ to, subject }) => {
    const text = `${to.join(' ')} ${subject}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

function render(): void {
  const matching = found();
  count.textContent = problem || `${matching.length} of ${emails.length}`;
  show(
    list,
    ...(matching.length
      ? matching.map(row)
      : [
          h('li', { class: 'empty' }, emails.length ? 'No email matches.' : `No email yet. ${PAGE_SETTINGS.emptyHint}`),
        ]),
  );
  const email = reading;
  const signature = JSON.stringify([email?.id, email?.events.length, part]);
  // The open email is drawn again only if it changed: a new email must not reload it.
  if (signature === shown) return;
  shown = signature;
  show(main, ...(email ? letter(email) : [h('div', { class: 'empty' }, 'Choose an email to read it.')]));
}

function row(email: Listed): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      { 'aria-current': email.id === selectedId(), 'data-key': email.id, onclick: () => (location.hash = email.id) },
      h('span', { class: 'to' }, email.to.join(', ')),
      h('time', { datetime: email.sentAt }, shortTime(email.sentAt)),
      h('span', { class: 'subject' }, email.subject || '(no subject)'),
      h('span', { class: 'tags' }, ...eventTags(email)),
    ),
  );
}

/** Tags for bounces and complaints. A delivery is the normal case and has no tag. */
function eventTags(email: Listed): HTMLElement[] {
  const types = [...new Set(email.events)].filter((type) => type !== 'Delivery');
  return types.map((type) =>
    h('span', { class: type === 'Complaint' ? 'tag bad' : 'tag warn' }, type === 'Complaint' ? 'Complaint' : 'Bounced'),
  );
}

function letter(email: Email): Node[] {
  const meta: [string, string][] = [
    ['From', email.from],
    ['To', email.to.join(', ')],
    ['Sent', `${shortTime(email.sentAt)} (${email.sentAt})`],
  ];
  if (email.attachments.length)
    meta.push([
      'Attached',
      email.attachments
        .map(({ filename, contentType, size }) => `${filename ?? contentType} (${size} bytes)`)
        .join(', '),
    ]);
  return [
    h(
      'div',
      { class: 'head' },
      h('h2', {}, email.subject || '(no subject)'),
      h('dl', {}, ...meta.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h(
        'div',
        { class: 'bar' },
        h('div', { role: 'tablist', 'aria-label': 'Parts of the email', onkeydown: moveTabs }, ...PARTS.map(tab)),
        h('span', { class: 'space' }),
        ...(email.configurationSet ? reports(email) : []),
        email.configurationSet && h('a', { href: `/emails/${email.id}/raw`, download: '' }, 'Download .eml'),
      ),
    ),
    content(email),
  ];
}

function tab(name: Part): HTMLElement {
  const selected = name === part;
  return h(
    'button',
    {
      role: 'tab',
      'aria-selected': selected,
      tabindex: selected ? 0 : -1,
      'data-key': `tab-${name}`,
      onclick: () => choose(name),
    },
    name,
  );
}

function choose(name: Part): void {
  part = name;
  render();
  main.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
}

function content(email: Email): HTMLElement {
  if (part === 'HTML' && email.html)
    return h('iframe', {
      src: `/emails/${email.id}/html`,
      title: `HTML part of ${email.subject}`,
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
      referrerpolicy: 'no-referrer',
    });
  if (part === 'HTML' || part === 'Text') return h('pre', { tabindex: 0 }, email.text || 'There is no text part.');
  if (part === 'Headers') return table(email.headers.map(({ name, value }) => [name, value]));
  const tags = Object.entries(email.tags).map(([name, values]): [string, string] => [`Tag ${name}`, values.join(', ')]);
  const events = email.events.map(({ type, at, summary }): [string, string] => [`${type}, ${shortTime(at)}`, summary]);
  return table([...events, ...tags]);
}

const table = (rows: [string, string][]) =>
  h(
    'div',
    { class: 'scroll', tabindex: 0 },
    rows.length
      ? h(
          'table',
          {},
          h(
            'tbody',
            {},
            ...rows.map(([name, value]) =>
              h('tr', {}, h('th', { scope: 'row' }, name), h('td', { class: 'mono' }, value)),
            ),
          ),
        )
      : h('p', { class: 'faint' }, 'There are no events of this email.'),
  );

function reports(email: Email): HTMLElement[] {
  const report = (kind: string, label: string, title: string) =>
    h('button', { title, onclick: () => act(() => postJson(`/emails/${email.id}/report`, { kind })) }, label);
  return [
    h('span', { class: 'faint' }, 'Report as'),
    report('bounce', 'bounce', 'As if the address does not exist: SES reports a permanent bounce'),
    report('soft-bounce', 'soft bounce', 'As if the mailbox is full: SES reports a transient bounce'),
    report('mislabelled-bounce', 'mislabelled bounce', 'As if SES labels an unknown address as transient'),
    report('complaint', 'spam', 'As if the reader marks the email as spam: SES reports a complaint'),
    report('not-spam', 'not spam', 'As if the reader moves the email out of the spam folder'),
  ];
}

async function act(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
    await load();
  } catch (error) {
    problem = (error as Error).message;
    render();
  }
}

async function deleteAll(): Promise<void> {
  if (emails.length && confirm(`Delete all ${emails.length} emails?`)) await act(() => postJson('/clear-store', {}));
}

function moveWithArrows(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...list.querySelectorAll('button')];
  const next =
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1)];
  event.preventDefault();
  next?.focus();
  next?.click();
}

function moveTabs(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) choose(PARTS[(PARTS.indexOf(part) + step + PARTS.length) % PARTS.length]!);
}

async function load(): Promise<void> {
  try {
    const changes = await fetchJson<{ version: string; emails?: Listed[] }>(`/emails?version=${version}`);
    if (changes.emails) {
      ({ version, emails } = { version: changes.version, emails: changes.emails });
      await open();
    }
    problem = '';
  } catch {
    problem = 'The local backend does not answer.';
  }
  render();
}

/** Fetches the selected email, or closes it when it no longer exists. */
async function open(): Promise<void> {
  const id = selectedId();
  const known = emails.some((email) => email.id === id);
  reading = known ? await fetchJson<Email>(`/emails/${id}`).catch(() => null) : null;
}

addEventListener('hashchange', () => void open().then(render));
void load();
// A hidden page does not poll.
setInterval(() => document.hidden || void load(), 1500);
