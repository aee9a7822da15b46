import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog } from '../event-log';
import { createConsole, type ConsoleService } from './create-console';
import { parseInstant } from './instant';

let server: Server;
let url: string;
let operator: ConsoleService;
let ticks: Date[];
let log: ReturnType<typeof createEventLog>;

const execution = {
  arn: 'arn:x',
  name: 'x',
  machineArn: 'm',
  status: 'SUCCEEDED',
  startedBy: 'operator',
  startedAt: 1,
  input: { a: 1 },
  visits: [],
};

beforeEach(async () => {
  ticks = [];
  log = createEventLog();
  operator = createConsole({
    settings: {
      name: 'Trial',
      console: { executionLabels: ['order', 'customer'], filterHint: 'order', emptyHint: 'Place an order.' },
    },
    runtime: { events: log, byType: () => [] },
    stepFunctions: {
      machines: [],
      history: { list: () => [execution as never], get: (arn) => (arn === 'arn:x' ? (execution as never) : undefined) },
    },
    events: {
      nextFirings: () => [],
      async tick(at) {
        ticks.push(at);
        return { time: at.toISOString(), rule: 'hourly', started: 0, schedulesFired: 0, executions: [], problems: [] };
      },
    },
    inboxUrl: 'http://127.0.0.1:4005',
    appUrl: null,
  });
  server = createServer(operator.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await operator.stop();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

const tick = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${url}/tick`, { method: 'POST', body, headers });

describe('the console', () => {
  it('simulates the hour that a program requests', async () => {
    const response = await tick('{"at":"2026-03-29T06:00:00Z"}');
    expect(await response.json()).toMatchObject({ rule: 'hourly' });
    expect(ticks).toEqual([new Date('2026-03-29T06:00:00Z')]);
  });

  it.each([
    ['{"at":"tomorrow"}', 400],
    ['{}', 400],
    ['nonsense', 400],
  ])('rejects the tick %s', async (body, status) => {
    const response = await tick(body);
    expect(response.status).toBe(status);
    expect(ticks).toEqual([]);
  });

  it.each([
    ['another site', { 'content-type': 'application/json', origin: 'https://evil.example' }],
    ['a form', { 'content-type': 'text/plain' }],
    ['a page in a frame of another site', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }],
  ])('rejects a tick from %s', async (_what, headers) => {
    expect((await tick('{"at":"2026-03-29T06:00:00Z"}', headers)).status).toBe(403);
    expect(ticks).toEqual([]);
  });

  it('serves a page in which only its own script runs', async () => {
    const response = await fetch(url);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toMatch(/script-src 'sha256-[^']+';/);
    expect(policy).toContain("default-src 'none'");
    expect(await response.text()).toContain('<title>Trial operator</title>');
  });

  it('streams past and new events, without the payloads of states', async () => {
    log.append({ kind: 'notice', level: 'info', message: 'first' });
    const response = await fetch(`${url}/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (part: string) => {
      while (!text.includes(part)) text += (await reader.read()).value ?? '';
    };
    await until('event: live');
    expect(text).toContain('first');
    log.append({ kind: 'state', executionArn: 'arn:x', state: 'MatchStartups', phase: 'entered', input: 'a secret' });
    await until('MatchStartups');
    expect(text).not.toContain('a secret');
    await reader.cancel();
  });

  it('returns an execution, or 404', async () => {
    expect(await (await fetch(`${url}/execution?arn=arn:x`)).json()).toEqual(execution);
    expect((await fetch(`${url}/execution?arn=other`)).status).toBe(404);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-03-29T06:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['2026-03-29T06:00Z', '2026-03-29T06:00:00.000Z'],
    ['2026-03-29T08:00:00+02:00', '2026-03-29T06:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(parseInstant(text).toISOString()).toBe(expected);
  });

  it.each(['2026-03-29', '2026-03-29T06:00:00', '2026-02-30T06:00:00Z', '2026-13-01T06:00:00Z', 'now', undefined, 5])(
    'rejects %s',
    (text) => {
      expect(() => parseInstant(text)).toThrow(/2026-03-29T06:00:00Z/);
    },
  );
});
