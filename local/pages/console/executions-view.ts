import type { Execution } from '../../services/step-functions/execution-history';
import { duration, h, shortTime, show } from '../dom';
import {
  loadExecution,
  throttle,
  titleOf,
  type BackendState,
  type ListedExecution,
  type View,
  settings,
} from './model';
import { STATUS_WORDS, statusOf, workflowPicture } from './workflow-picture';

const TAGS: Record<Execution['status'], string> = {
  RUNNING: 'tag busy',
  SUCCEEDED: 'tag good',
  FAILED: 'tag bad',
  TIMED_OUT: 'tag bad',
  ABORTED: 'tag warn',
};
const WORDS: Record<Execution['status'], string> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'stopped',
};

/** The executions of the workflows: a list, and one of them as a picture. */
export function executionsView(refresh: () => void): View {
  let state: BackendState | null = null;
  let arn = '';
  let execution: Execution | null = null;
  let selected: string | null = null;
  let filter = '';

  const list = h('ul', { class: 'rows', 'aria-label': 'Executions, newest first' });
  const detail = h('div', { class: 'detail' });
  const search = h('input', {
    type: 'search',
    placeholder: `Filter: ${settings.filterHint}`,
    'aria-label': 'Filter executions',
    oninput: () => {
      filter = search.value.trim().toLowerCase();
      drawList();
    },
  });
  const element = h(
    'section',
    { class: 'split' },
    h('div', { class: 'side' }, h('div', { class: 'tools' }, search), list),
    detail,
  );

  const reload = throttle(150, () => {
    if (arn) void loadExecution(arn).then(take, () => take(null));
  });

  function take(loaded: Execution | null): void {
    if (loaded && loaded.arn !== arn) return;
    execution = loaded;
    drawDetail();
  }

  function drawList(): void {
    if (!state) return;
    const matching = state.executions.filter((one) =>
      `${one.name} ${one.input} ${WORDS[one.status]} ${one.error ?? ''}`.toLowerCase().includes(filter),
    );
    const nothing = state.executions.length ? 'No execution matches.' : `No execution yet. ${settings.emptyHint}`;
    show(list, ...(matching.length ? matching.slice(0, 200).map(row) : [h('li', { class: 'empty' }, nothing)]));
  }

  function row(one: ListedExecution): HTMLElement {
    const { title, subtitle } = titleOf(one);
    return h(
      'li',
      {},
      h(
        'a',
        { href: `#executions/${encodeURIComponent(one.arn)}`, 'aria-current': one.arn === arn, 'data-key': one.arn },
        h('span', { class: 'title' }, title),
        h('span', { class: TAGS[one.status] }, WORDS[one.status]),
        h('span', { class: 'subtitle mono' }, subtitle),
        h(
          'span',
          { class: 'when' },
          `${shortTime(one.startedAt)}${one.stoppedAt ? `, ${duration(one.stoppedAt - one.startedAt)}` : ''}`,
        ),
      ),
    );
  }

  function drawDetail(): void {
    const machine =
      state?.machines.find((one) => one.arn === execution?.machineArn) ?? (execution ? undefined : state?.machines[0]);
    if (!execution || !machine)
      return show(detail, h('div', { class: 'empty' }, 'Choose an execution to see its path.'));
    const run = execution;
    const visit =
      run.visits.findLast((one) => one.state === selected) ??
      run.visits.find((one) => one.attempts.at(-1)?.error) ??
      run.visits.findLast((one) => one.type === 'Task') ??
      run.visits.at(-1);
    const shown = selected ?? visit?.state ?? null;
    const { title, subtitle } = titleOf({ ...run, input: JSON.stringify(run.input) });
    show(
      detail,
      h(
        'div',
        { class: 'head' },
        h('h2', {}, title, ' ', h('span', { class: TAGS[run.status] }, WORDS[run.status])),
        h('p', { class: 'faint mono' }, subtitle),
        h(
          'p',
          { class: 'faint' },
          `Started ${shortTime(run.startedAt)} by ${run.startedBy.split('/').at(-1)}${run.stoppedAt ? `, took ${duration(run.stoppedAt - run.startedAt)}` : ''}`,
        ),
        run.error && h('p', { class: 'failure clamp' }, `${run.error}: ${readCause(run.cause).message}`),
      ),
      h(
        'div',
        { class: 'run' },
        h('div', { class: 'canvas' }, workflowPicture(machine.definition, run, shown, select)),
        visit && shown === visit.state
          ? stateDetail(visit, run)
          : h(
              'div',
              { class: 'state' },
              h('h3', {}, shown),
              h('p', { class: 'faint' }, 'This execution did not reach the state.'),
            ),
      ),
    );
  }

  function select(name: string): void {
    selected = name;
    drawDetail();
  }

  return {
    element,
    open(rest) {
      const wanted = decodeURIComponent(rest);
      if (wanted !== arn) {
        arn = wanted;
        execution = null;
        selected = null;
      }
      refresh();
      drawList();
      if (arn) reload();
      else drawDetail();
    },
    stateChanged(next) {
      state = next;
      if (!arn && next.executions[0] && !element.hidden) {
        arn = next.executions[0].arn;
        reload();
      }
      drawList();
      if (!execution) drawDetail();
    },
    happened(event) {
      if (event.kind === 'execution') refresh();
      if ((event.kind === 'state' || event.kind === 'execution') && event.executionArn === arn) reload();
    },
  };
}

type Attempt = Execution['visits'][number]['attempts'][number];

function stateDetail(visit: Execution['visits'][number], run: Execution): HTMLElement {
  const status = statusOf(visit, run);
  const failures = visit.attempts.filter(({ error }) => error);
  const tag = { idle: 'tag', running: 'tag busy', good: 'tag good', caught: 'tag warn', bad: 'tag bad' }[status];
  return h(
    'div',
    { class: 'state' },
    h(
      'h3',
      {},
      visit.state,
      ' ',
      h('span', { class: tag }, STATUS_WORDS[status]),
      h(
        'span',
        { class: 'faint' },
        ` ${visit.type}, ${duration(visit.ms) || 'running'}${visit.caughtBy ? `, continued at ${visit.caughtBy}` : ''}`,
      ),
    ),
    failures.length > 0 && h('ol', { class: 'tries' }, ...visit.attempts.map(attemptLine)),
    h('div', { class: 'payloads' }, payload('Input', visit.input), payload('Output', visit.output)),
  );
}

const payload = (title: string, value: unknown) =>
  h(
    'div',
    {},
    h('h4', {}, title),
    h('pre', { tabindex: 0 }, value === undefined ? 'None.' : JSON.stringify(value, null, 2)),
  );

function attemptLine(attempt: Attempt, i: number): HTMLElement {
  const head = h('span', { class: 'faint' }, `Attempt ${i + 1}, ${duration(attempt.ms) || 'running'}: `);
  if (!attempt.error) return h('li', {}, head, attempt.ms === undefined ? '' : 'succeeded');
  const { message, trace } = readCause(attempt.cause);
  return h(
    'li',
    {},
    head,
    h('span', { class: 'failure' }, `${attempt.error}: ${message}`),
    trace && h('details', {}, h('summary', { class: 'faint' }, 'Trace'), h('pre', { tabindex: 0 }, trace)),
  );
}

/** The cause of a function's error is JSON with its message and its stack trace. */
function readCause(cause = ''): { message: string; trace: string } {
  try {
    const { errorMessage, trace = [] } = JSON.parse(cause);
    return { message: String(errorMessage ?? cause), trace: [].concat(trace).join('\n') };
  } catch {
    return { message: cause, trace: '' };
  }
}
