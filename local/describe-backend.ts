import type { LocalBackend } from './start';

/** The one block that tells a newcomer where everything is. */
export function describeBackend(backend: LocalBackend, seconds: number, outputsFile: string): string {
  const { demo } = backend.outputs.custom['local'] as { demo: { email: string; password: string } | null };
  const rows: [string, string][] = [
    ...(backend.appUrl ? ([['App', backend.appUrl]] as [string, string][]) : []),
    ['Inbox', backend.inboxUrl],
    ["Operator's page", backend.consoleUrl],
    ['REST API', backend.restUrl],
    ...(demo ? ([['Demo sign-in', `${demo.email}  ${demo.password}`]] as [string, string][]) : []),
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(16)} ${value}`);
  return [
    '',
    `Firstlight is ready after ${seconds.toFixed(1)} s.`,
    '',
    ...lines,
    '',
    `  Every email lands in the inbox. ${outputsFile} is written. Ctrl-C stops; npm run local:reset forgets.`,
    '',
    '',
  ].join('\n');
}
