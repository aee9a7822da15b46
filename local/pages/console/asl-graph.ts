import type { AslChoice, AslDefinition } from '../../services/step-functions/asl';

export interface Edge {
  from: string;
  to: string;
  kind: 'next' | 'choice' | 'catch';
  label: string;
}

/** The transitions between the states of a definition's top level. */
export function edgesOf(definition: AslDefinition): Edge[] {
  return Object.entries(definition.States).flatMap(([from, state]) => {
    const edges: Edge[] = [];
    if (state.Next) edges.push({ from, to: state.Next, kind: 'next', label: '' });
    for (const choice of state.Choices ?? [])
      edges.push({ from, to: choice.Next ?? '', kind: 'choice', label: describe(choice) });
    if (state.Default) edges.push({ from, to: state.Default, kind: 'choice', label: 'otherwise' });
    for (const { ErrorEquals = [], Next } of state.Catch ?? [])
      edges.push({
        from,
        to: Next,
        kind: 'catch',
        label: ErrorEquals.map((error) => (error === 'States.ALL' ? 'any error' : error)).join(', '),
      });
    return edges;
  });
}

const SIGNS: [RegExp, string][] = [
  [/LessThanEquals/, '<='],
  [/GreaterThanEquals/, '>='],
  [/LessThan/, '<'],
  [/GreaterThan/, '>'],
  [/Equals/, '='],
  [/Matches/, '~'],
];

/** A choice rule as a short text: `matchCount > 0`. */
function describe(rule: AslChoice): string {
  if (rule.And) return rule.And.map(describe).join(' and ');
  if (rule.Or) return rule.Or.map(describe).join(' or ');
  if (rule.Not) return `not ${describe(rule.Not)}`;
  const variable = (rule.Variable ?? '').replace(/^\$\.?/, '') || 'input';
  const operator =
    Object.keys(rule).find((key) => !['Variable', 'Next', 'Comment', 'Assign', 'Output'].includes(key)) ?? '';
  if (operator.startsWith('Is'))
    return `${variable} is ${rule[operator] ? '' : 'not '}${operator.slice(2).toLowerCase()}`;
  const sign = SIGNS.find(([pattern]) => pattern.test(operator))?.[1] ?? operator;
  return `${variable} ${sign} ${JSON.stringify(rule[operator])}`;
}
