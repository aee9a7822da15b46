import { placeLabel, placeName } from '../labels';
import { foldWords } from './text-fold';

/**
 * Whether a place has a name like the text: a word of its own name begins with it, or its whole label does, so that
 * `orl`, `winston salem` and `Orlando, FL` are found. A text without a letter or a digit names nothing.
 */
export function isPlaceNamed(path: string, text: string): boolean {
  const wanted = foldWords(text);
  if (wanted === '') return false;
  const name = foldWords(placeName(path));
  return name.startsWith(wanted) || name.includes(` ${wanted}`) || foldWords(placeLabel(path)).startsWith(wanted);
}
