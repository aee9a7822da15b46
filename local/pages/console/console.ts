import { h } from '../dom';
import { clockBar } from './clock-bar';
import { deniedView } from './denied-view';
import { executionsView } from './executions-view';
import { logsView } from './logs-view';
import type { RunnerEvent } from '../../runtime';
import { loadState, settings, throttle, type View } from './model';

const refresh = throttle(200, () => void update());
const clock = clockBar();
const deniedCount = h('span', { class: 'count' });
const connection = h('span', { class: 'failure', role: 'status' });

/** Frames the inbox, which has a port of its own. The frame uses the host name under which this page is open. */
function inboxView(): View & { setUrl(url: string): void } {
  const frame = h('iframe', { title: 'Inbox' });
  const element = h('section', { class: 'column' }, frame);
  let url = '';
  return {
    element,
    setUrl(next) {
      const local = new URL(next);
      local.hostname = location.hostname;
      url = local.href;
    },
    open: () => {
      if (url && frame.src !== url) frame.src = url;
    },
    stateChanged({ inboxUrl }) {
      this.setUrl(inboxUrl);
      if (!element.hidden) this.open('');
    },
  };
}

const views: Record<string, { label: string; view: View }> = {
  executions: { label: 'Executions', view: executionsView(refresh) },
  logs: { label: 'Logs', view: logsView() },
  inbox: { label: 'Inbox', view: inboxView() },
  denied: { label: 'Denied', view: deniedView((count) => (deniedCount.textContent = String(count))) },
};

const links = Object.entries(views).map(([name, { label }]) =>
  h('a', { href: `#${name}`, 'data-view': name }, label, name === 'denied' && deniedCount),
);
const appLink = h('a', { hidden: true }, 'App');
document
  .getElementById('page')!
  .append(
    h(
      'header',
      {},
      h('h1', {}, settings.title),
      h('nav', { 'aria-label': 'Views' }, ...links),
      connection,
      h('span', { class: 'space' }),
      appLink,
    ),
    clock.element,
    h('main', {}, ...Object.values(views).map(({ view }) => view.element)),
  );

function route(): void {
  const [, name = 'executions', rest = ''] = /^#?(\w+)?\/?(.*)$/.exec(location.hash) ?? [];
  const current = views[name] ? name : 'executions';
  for (const [key, { view }] of Object.entries(views)) view.element.hidden = key !== current;
  for (const link of links) link.setAttribute('aria-current', link.dataset['view'] === current ? 'page' : 'false');
  views[current]!.view.open(rest);
}

async function update(): Promise<void> {
  try {
    const state = await loadState();
    connection.textContent = '';
    clock.stateChanged(state);
    for (const { view } of Object.values(views)) view.stateChanged?.(state);
    if (state.appUrl) {
      appLink.href = state.appUrl;
      appLink.hidden = false;
    }
  } catch {
    connection.textContent = 'The local backend does not answer.';
  }
}

function follow(): void {
  const stream = new EventSource('/events');
  let seen = 0;
  stream.onmessage = ({ data }) => {
    seen++;
    const event = JSON.parse(data) as RunnerEvent;
    for (const { view } of Object.values(views)) view.happened?.(event);
  };
  stream.onopen = () => {
    // A reconnected stream repeats the past events, so reload instead of showing them twice.
    if (seen) location.reload();
  };
  stream.onerror = () => (connection.textContent = 'The local backend does not answer.');
}

addEventListener('hashchange', route);
setInterval(refresh, 30_000);
route();
refresh();
follow();
