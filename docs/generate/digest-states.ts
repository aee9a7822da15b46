import { TRANSITIONS, type Transition } from '../../amplify/domain/digest/transitions';

/** docs/digest-states.md: the table of transitions as a picture and as a list. */
export function digestStates(): string {
  const transitions = Object.entries<Transition>(TRANSITIONS);
  return `# The states of a digest

Generated from \`amplify/domain/digest/transitions.ts\` by \`npm run docs:generate\`; \`npm run check\` fails when the two differ. [The delivery contract](delivery-contract.md) says what follows from it for an investor.

\`\`\`mermaid
stateDiagram-v2
  [*] --> planned
${edges(transitions).join('\n')}
\`\`\`

An arrow from _unsent_ stands for each of ${codes(UNSENT)}; one from _any_ for each status that it does not lead to and that a later report has not replaced.

| transition | from | to | by | holder of the claim | writes |
| --- | --- | --- | --- | --- | --- |
${transitions.map(row).join('\n')}

A transition is one conditional write. It applies only from its statuses, and where the holder is _required_ only for the run that holds the claim. Where it is _optional_, a caller that names a holder must be that holder.
`;
}

const UNSENT = ['planned', 'matching', 'matched', 'claimed', 'rejected'];
const SES_REPORTS = ['delivered', 'bounced', 'complained'];

function edges(transitions: [string, Transition][]): string[] {
  return transitions.flatMap(([name, { from, to }]) => {
    if (from.length === 1 && from[0] === to) return [];
    if (SES_REPORTS.includes(to)) return [`  any --> ${to}: ${name}`];
    const isUnsent = UNSENT.every((status) => from.includes(status as never));
    const rest = from.filter((status) => status !== to && !(isUnsent && UNSENT.includes(status)));
    return [...(isUnsent ? ['unsent'] : []), ...rest].map((status) => `  ${status} --> ${to}: ${name}`);
  });
}

function row([name, { from, to, by, holder, writes, writesOnce = [], clears }]: [string, Transition]): string {
  const written = [
    ...writes.map((attribute) => `\`${attribute}\``),
    ...writesOnce.map((attribute) => `\`${attribute}\` where there is none`),
    ...clears.map((attribute) => `no \`${attribute}\``),
  ];
  return `| \`${name}\` | ${from.join(', ')} | ${to} | ${by.join(', ')} | ${holder ?? ''} | ${written.join(', ')} |`;
}

function codes(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
