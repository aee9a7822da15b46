import { placeLabel, placeName } from '../labels';
import { foldWords } from './text-fold';

/**
 * Whether the text names the place: a word of the place's own name or its whole label starts with the text. For
 * example, `orl`, `winston salem` and `Orlando, FL` match a place. A text without a letter or a digit matches no place.
 */
export function isPlaceNamed(path: string, text: string): boolean {
  const wanted = foldWords(text);
  if (wanted === '') return false;
  const name = foldWords(placeName(path));
  return name.startsWith(wanted) || name.includes(` ${wanted}`) || foldWords(placeLabel(path)).startsWith(wanted);
}
