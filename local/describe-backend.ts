import type { LocalBackend } from './start';

/** The summary that `npm start` prints: addresses and the demo sign-in. */
export function describeBackend(name: string, backend: LocalBackend, seconds: number, outputsFile: string): string {
  const { signIn } = backend;
  const rows: [string, string][] = [
    ...(backend.appUrl ? ([['App', backend.appUrl]] as [string, string][]) : []),
    ['Inbox', backend.inboxUrl],
    ["Operator's page", backend.consoleUrl],
    ['REST API', backend.restUrl],
    ...(signIn ? ([['Demo sign-in', `${signIn.email}  ${signIn.password}`]] as [string, string][]) : []),
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(16)} ${value}`);
  return [
    '',
    `${name} is ready after ${seconds.toFixed(1)} s.`,
    '',
    ...lines,
    '',
    `  Every email lands in the inbox. ${outputsFile} is written. Ctrl-C stops the backend; npm run local:reset deletes its state.`,
    '',
    '',
  ].join('\n');
}
