import { withinTypos } from '../../domain/catalog/typo';
import type { FieldProblem } from '../../domain/errors';

/** Longest name of a field that is repeated to the sender. */
const SHOWN = 60;

/**
 * One problem for each field that is not known: what is passed over in silence reads as if it had been followed.
 * `known` are the names that the schema has.
 */
export function unknownFields(given: object, known: readonly string[]): FieldProblem[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearestOf(name, known);
      const problem = near
        ? `is not known here; did you mean ${near}?`
        : `is not known here; known are: ${known.join(', ') || 'none'}`;
      // A field's place in the message is read back by its form, so another form of name goes into the text.
      return /^[A-Za-z]\w*$/.test(name) && name.length <= SHOWN
        ? { field: name, problem }
        : { field: '', problem: `${JSON.stringify(name.slice(0, SHOWN))} ${problem}` };
    });
}

/** The known name that the sender most likely meant: the same but for case and signs, a part of it, or a few typos off. */
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
