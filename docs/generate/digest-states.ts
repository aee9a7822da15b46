import { ENDABLE, TRANSITIONS, type Openness, type Transition } from '../../amplify/domain/digest/transitions';

/** docs/digest-states.md: the table of transitions as a picture and as a list. */
export function digestStates(): string {
  const transitions = Object.entries<Transition>(TRANSITIONS);
  return `# The states of a digest

Generated from \`amplify/domain/digest/transitions.ts\` by \`npm run docs:generate\`; \`npm run check\` fails when the two differ. [The delivery contract](delivery-contract.md) says what follows from it for an investor.

\`\`\`mermaid
stateDiagram-v2
${edges(transitions).join('\n')}
\`\`\`

An arrow from _unsent_ stands for each of ${codes(ENDABLE)}; one from _any_ for each status that it does not lead to and that a later report has not replaced.

| transition | from | to | by | holder of the claim | writes | \`openSince\` |
| --- | --- | --- | --- | --- | --- | --- |
${transitions.map(row).join('\n')}

A transition is one conditional write. It applies only from its statuses. Where the holder is _required_, only the run that holds the claim can do it. Where the holder is _optional_, a caller that names a holder must be that holder. The functions in the column _by_ can call it; for the others it does not compile. A digest with \`openSince\` is open: the reconciler settles one that stays open for long.
`;
}

/** By a report of SES, from almost every status: one arrow each. */
const REPORTS = ['deliver', 'bounce', 'complain'];

const OPEN_SINCE: Record<Openness, string> = {
  open: 'now, unless it is open',
  openAtDue: 'due time, or now if later',
  close: 'none',
  keep: '',
};

function edges(transitions: [string, Transition][]): string[] {
  return transitions.flatMap(([name, { from, to }]) => {
    if (from.length === 1 && from[0] === to) return [];
    if (from.length === 0) return [`  [*] --> ${to}: ${name}`];
    if (REPORTS.includes(name)) return [`  any --> ${to}: ${name}`];
    const isUnsent = ENDABLE.every((status) => from.includes(status));
    const rest = from.filter(
      (status) => status !== to && !(isUnsent && (ENDABLE as readonly string[]).includes(status)),
    );
    return [...(isUnsent ? ['unsent'] : []), ...rest].map((status) => `  ${status} --> ${to}: ${name}`);
  });
}

function row([name, { from, to, by, holder, writes, writesOnce = [], clears, openness }]: [
  string,
  Transition,
]): string {
  const written = [
    ...writes.map((attribute) => `\`${attribute}\``),
    ...writesOnce.map((attribute) => `\`${attribute}\` where there is none`),
    ...clears.map((attribute) => `no \`${attribute}\``),
  ];
  const cells = [
    from.join(', ') || '(no digest)',
    to,
    by.join(', '),
    holder ?? '',
    written.join(', '),
    OPEN_SINCE[openness],
  ];
  return `| \`${name}\` | ${cells.join(' | ')} |`;
}

function codes(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
