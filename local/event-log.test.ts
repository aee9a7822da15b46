import { expect, it } from 'vitest';
import { createEventLog } from './event-log';

const notice = (message: string) => ({ kind: 'notice' as const, level: 'info' as const, message });
const messages = (events: ReturnType<ReturnType<typeof createEventLog>['list']>) =>
  events.map((event) => ('message' in event ? event.message : event.kind));

it('lists events, newest last, by kind and up to a limit', () => {
  const log = createEventLog();
  log.append(notice('a'));
  log.append({ kind: 'rule', rule: 'hourly', time: '2026-03-29T06:00:00Z' });
  log.append(notice('b'));
  expect(messages(log.list())).toEqual(['a', 'rule', 'b']);
  expect(messages(log.list({ kind: 'notice', limit: 1 }))).toEqual(['b']);
  expect(log.list()[0]!.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

it('drops the oldest events beyond its size', () => {
  const log = createEventLog(10);
  for (let i = 0; i < 100; i++) log.append(notice(String(i)));
  expect(messages(log.list())).toEqual(Array.from({ length: 10 }, (_, i) => String(90 + i)));
});

it('passes events to listeners until they unsubscribe', () => {
  const log = createEventLog();
  const received: unknown[] = [];
  const unsubscribe = log.subscribe((event) => received.push(event.kind));
  log.append(notice('a'));
  unsubscribe();
  log.append(notice('b'));
  expect(received).toEqual(['notice']);
});
