import { withinTypos } from '../../domain/catalog/typo';
import type { FieldProblem } from '../../domain/errors';

/** Longest name of a field that an error message repeats. */
const SHOWN = 60;

/**
 * One problem for each field that the schema does not have. A field that was ignored without an error would look as if
 * it had an effect. `known` are the names that the schema has.
 */
export function unknownFields(given: object, known: readonly string[]): FieldProblem[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearestOf(name, known);
      const problem = near
        ? `is not known here; did you mean ${near}?`
        : `is not known here; known are: ${known.join(', ') || 'none'}`;
      // The app parses `field: problem` in the message, so a name that is no identifier goes into the problem's text.
      return /^[A-Za-z]\w*$/.test(name) && name.length <= SHOWN
        ? { field: name, problem }
        : { field: '', problem: `${JSON.stringify(name.slice(0, SHOWN))} ${problem}` };
    });
}

/** The known name that the sender most likely meant: with other case or punctuation, a few typos, or a part of it. */
function nearestOf(name: string, known: readonly string[]): string | null {
  const asked = bare(name);
  if (asked.length < 3) return null;
  const most = Math.ceil(asked.length * 0.4);
  for (let typos = 0; typos <= most; typos++) {
    const near = known.find((one) => withinTypos(asked, bare(one), typos));
    if (near !== undefined) return near;
  }
  const partly = (one: string) => bare(one).includes(asked) || asked.includes(bare(one));
  return known.find(partly) ?? null;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
