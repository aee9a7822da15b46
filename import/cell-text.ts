import { visibleText } from '../amplify/domain/visible-text';

/** The result of reading a cell: a value, null where it is unknown, or a problem in words for the sender of the file. */
export type Read<T> = { value: T | null; problem?: never; note?: string } | { value?: never; problem: string };

/** Words for an unknown value, folded. */
const UNKNOWN = new Set([
  'n/a',
  'n.a.',
  'n.v.',
  'null',
  '(null)',
  'none',
  'nan',
  'nil',
  'unknown',
  '(unknown)',
  'tbd',
  'tba',
  'tbc',
  'undefined',
  'undisclosed',
  'not available',
  'not applicable',
  'not specified',
  'not disclosed',
  'no data',
  'unspecified',
  '(blank)',
  '(empty)',
  'k. a.',
  'k.a.',
  'keine angabe',
  'unbekannt',
  'inconnu',
  'non renseigné',
  'desconocido',
  'sin datos',
  'desconhecido',
  'não informado',
  'nao informado',
  'sconosciuto',
  'onbekend',
  '未知',
  '不详',
  '不明',
  '暂无',
]);

/** Whether a cell stands for an unknown value: a word for it, or only dashes, dots and question marks. */
export function isUnknown(text: string): boolean {
  return /^[\s\-\u2010-\u2015\u2212_.?*/]*$/.test(text) || UNKNOWN.has(text.toLowerCase());
}

/** Whether a cell has the text that a spreadsheet shows for a failed formula. */
export function isErrorCell(text: string): boolean {
  return /^#(ref|n\/?a|value|div\/0|name|null|num|spill|calc|error|getting_data)[!?]?$|^(loading|wird geladen)(\.{3}|…)$/i.test(
    text,
  );
}

/**
 * One line of visible text, with single spaces. Lone surrogates become U+FFFD, as the table would store them.
 */
export function cleanLine(raw: unknown): string {
  return cleanText(raw).replace(/\s+/g, ' ').trim();
}

/** As `cleanLine`, but keeps paragraphs. */
export function cleanText(raw: unknown): string {
  if (raw === null || raw === undefined) return '';
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
  return visibleText(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
