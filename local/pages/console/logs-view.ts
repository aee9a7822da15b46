import { duration, h, shortTime } from '../dom';
import type { RunnerEvent } from '../../runtime';
import { shortFunction, type View } from './model';

type Line = Extract<RunnerEvent, { kind: 'log' | 'invocation' }>;

const MOST_ROWS = 1000;

interface Row {
  element: HTMLElement;
  functionName: string;
  text: string;
}

/** The logs of the functions, newest last. The view follows new lines while it is scrolled to the end. */
export function logsView(): View {
  const rows: Row[] = [];
  const functions = new Set<string>();
  const body = h('ol', { class: 'log', tabindex: 0, 'aria-label': 'Log lines, newest last' });
  const choice = h(
    'select',
    { 'aria-label': 'Function', onchange: filter },
    h('option', { value: '' }, 'All functions'),
  );
  const search = h('input', {
    type: 'search',
    placeholder: 'Text or request id',
    'aria-label': 'Text or request id',
    oninput: filter,
  });
  const scroller = h('div', { class: 'scroller' }, body, h('p', { class: 'empty' }, 'No function has run yet.'));
  const element = h('section', { class: 'column' }, h('div', { class: 'tools' }, choice, search), scroller);

  const matches = ({ functionName, text }: Row) =>
    (!choice.value || choice.value === functionName) && text.includes(search.value.trim().toLowerCase());

  function filter(): void {
    for (const row of rows) row.element.hidden = !matches(row);
    scroller.scrollTop = scroller.scrollHeight;
  }

  function add(line: Line): void {
    if (!functions.has(line.functionName)) {
      functions.add(line.functionName);
      choice.append(h('option', { value: line.functionName }, shortFunction(line.functionName)));
    }
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    const text = line.kind === 'log' ? line.line : (line.error ?? '');
    const row: Row = {
      element: draw(line, (requestId) => {
        search.value = requestId;
        filter();
      }),
      functionName: line.functionName,
      text: `${text} ${line.requestId}`.toLowerCase(),
    };
    row.element.hidden = !matches(row);
    rows.push(row);
    body.append(row.element);
    if (rows.length > MOST_ROWS) rows.shift()!.element.remove();
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  return {
    element,
    open(rest) {
      if (rest) search.value = decodeURIComponent(rest);
      filter();
    },
    happened(event) {
      if (event.kind === 'log' || event.kind === 'invocation') add(event);
    },
  };
}

const LEVELS: Record<string, string> = { ERROR: 'tag bad', CRITICAL: 'tag bad', WARN: 'tag warn', METRICS: 'tag busy' };

function draw(line: Line, onRequest: (requestId: string) => void): HTMLElement {
  const { level, message, rest } = line.kind === 'log' ? readLine(line.line) : readInvocation(line);
  const head: (Node | string)[] = [
    h('time', { datetime: line.at, class: 'faint' }, shortTime(line.at)),
    h('span', { class: 'function' }, shortFunction(line.functionName)),
    h('span', { class: LEVELS[level] ?? 'tag' }, level.toLowerCase()),
    h('span', { class: line.kind === 'invocation' && line.error ? 'message failure' : 'message' }, message),
  ];
  // Beside the summary, not in it: an interactive element can't contain another one.
  const only = h(
    'button',
    {
      class: 'plain mono faint',
      title: `Only request ${line.requestId}`,
      onclick: (event: MouseEvent) => {
        event.preventDefault();
        onRequest(line.requestId);
      },
    },
    line.requestId.slice(0, 8),
  );
  if (!rest) return h('li', {}, h('div', { class: 'line' }, ...head), only);
  const details = h(
    'details',
    {},
    h('summary', { class: 'line' }, ...head),
    h('pre', { tabindex: 0 }, JSON.stringify(rest, null, 2)),
  );
  return h('li', {}, details, only);
}

function readInvocation(line: Extract<RunnerEvent, { kind: 'invocation' }>) {
  const level = line.error ? 'ERROR' : 'END';
  return { level, message: `${duration(line.ms)}${line.error ? `, ${line.error}` : ''}`, rest: null };
}

/** A line of a structured logger, or metrics in the embedded metric format. */
interface LogLine {
  level?: unknown;
  message?: unknown;
  _aws?: { CloudWatchMetrics?: { Metrics: { Name: string }[] }[] };
  [field: string]: unknown;
}

/** A structured line shows its message, metrics show their values. */
function readLine(text: string): { level: string; message: string; rest: Record<string, unknown> | null } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { level: 'LOG', message: text, rest: null };
  }
  if (typeof parsed !== 'object' || parsed === null) return { level: 'LOG', message: text, rest: null };
  const line = parsed as LogLine;
  if (line._aws) {
    const names = (line._aws.CloudWatchMetrics ?? []).flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
    return {
      level: 'METRICS',
      message: names.map((name) => `${name} ${JSON.stringify(line[name])}`).join(', '),
      rest: line,
    };
  }
  return { level: String(line.level ?? 'LOG'), message: String(line.message ?? text), rest: line };
}
