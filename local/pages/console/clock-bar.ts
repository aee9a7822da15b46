import type { TickSummary } from '../../services/events/tick';
import { h, postJson, show } from '../dom';
import type { BackendState } from './model';
import { addDays, dateIn, instantIn } from './zoned-time';

const HOUR_MS = 3_600_000;
const words = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The clock: when the rule fires next, and buttons that simulate an hour. */
export function clockBar(): { element: HTMLElement; stateChanged(state: BackendState): void } {
  /** Start of the hour simulated last; "Next hour" continues after it. */
  let lastHour = 0;
  let busy = false;
  let state: BackendState | null = null;

  const now = h('span', { class: 'now' });
  const result = h('div', { class: 'result', role: 'status' });
  const nextHour = h('button', { onclick: () => void simulate(nextHourAt()) });
  const time = h('input', { type: 'time', value: '08:00', required: true, 'aria-label': 'Time tomorrow' });
  const zone = h('input', {
    list: 'zones',
    value: Intl.DateTimeFormat().resolvedOptions().timeZone,
    'aria-label': 'Time zone',
    class: 'zone',
  });
  const tomorrow = h('button', { onclick: goTomorrow }, 'Go');
  const at = h('input', {
    placeholder: '2026-03-29T06:00:00Z',
    'aria-label': 'Any instant, in UTC',
    class: 'at mono',
    onkeydown: (event: KeyboardEvent) => event.key === 'Enter' && goAt(),
  });
  const go = h('button', { onclick: goAt }, 'Go');
  const zones = h(
    'datalist',
    { id: 'zones' },
    ...Intl.supportedValuesOf('timeZone').map((name) => h('option', { value: name })),
  );
  const element = h(
    'div',
    { class: 'clock', role: 'region', 'aria-label': 'Clock' },
    now,
    nextHour,
    h(
      'span',
      { class: 'group' },
      h('span', { class: 'faint' }, 'Tomorrow'),
      time,
      h('span', { class: 'faint' }, 'in'),
      zone,
      tomorrow,
    ),
    h('span', { class: 'group' }, h('span', { class: 'faint' }, 'At'), at, go),
    zones,
    result,
  );

  const nextHourAt = () => new Date(Math.max(Math.ceil((Date.now() + 1) / HOUR_MS) * HOUR_MS, lastHour + HOUR_MS));

  function goTomorrow(): void {
    try {
      const day = addDays(dateIn(zone.value, new Date()), 1);
      const instant = instantIn(zone.value, `${day}T${time.value || '08:00'}`);
      // The rule fires on the hour and covers the whole hour: 08:00 at +05:45 is 02:15 in UTC, within the hour from 02:00.
      void simulate(new Date(Math.floor(instant.getTime() / HOUR_MS) * HOUR_MS));
    } catch {
      say(`"${zone.value}" is not a time zone.`, true);
    }
  }

  function goAt(): void {
    if (at.value.trim()) void simulate(at.value.trim());
    else at.focus();
  }

  async function simulate(instant: Date | string): Promise<void> {
    if (busy) return;
    setBusy(true);
    const text = typeof instant === 'string' ? instant : instant.toISOString().replace('.000', '');
    say(`Simulating the hour from ${text}`, false);
    try {
      const summary = await postJson<TickSummary>('/tick', { at: text });
      lastHour = Date.parse(summary.time);
      showSummary(summary);
    } catch (error) {
      say((error as Error).message, true);
    } finally {
      setBusy(false);
    }
  }

  function showSummary({ time, started, schedulesFired, executions, problems }: TickSummary): void {
    const count = (status: string) => executions.filter((one) => one.status === status).length;
    const failed = executions.length - count('SUCCEEDED');
    show(
      result,
      h('strong', {}, time),
      h('span', {}, `${started} started immediately, ${schedulesFired} later in the hour`),
      executions.length
        ? h('span', { class: 'tag good' }, `${count('SUCCEEDED')} succeeded`)
        : h('span', { class: 'faint' }, 'nothing was due'),
      failed ? h('span', { class: 'tag bad' }, `${failed} failed`) : null,
      ...problems.map((problem) => h('span', { class: 'failure' }, problem)),
      h('button', { class: 'plain', 'aria-label': 'Close', onclick: () => show(result) }, 'Close'),
    );
  }

  const say = (text: string, failure: boolean) =>
    show(result, h('span', { class: failure ? 'failure' : 'faint' }, text));

  function setBusy(value: boolean): void {
    busy = value;
    for (const button of [nextHour, tomorrow, go]) button.disabled = value;
    draw();
  }

  function draw(): void {
    const firing = state?.nextFirings.flatMap((one) => one.at ?? []).sort()[0];
    const minutes = firing ? Math.max(0, Math.round((Date.parse(firing) - Date.now()) / 60_000)) : null;
    now.textContent = minutes === null ? 'No rule fires' : `The rule fires in ${minutes} min`;
    nextHour.textContent = `Next hour (${words.format(nextHourAt())})`;
  }

  draw();
  setInterval(draw, 10_000);
  return {
    element,
    stateChanged(next) {
      state = next;
      draw();
    },
  };
}
