import { FUNDING_STAGE_CODES, fundingStageLabel, industryLabel, industryOfLabel } from './labels';
import type { FundingStage } from './startup';

/*
 * The facts of a startup in a CSV export: in words where the words can be read back as the same fact. The app writes such
 * files and the importer reads them.
 */

/** The column by which the importer recognises a row of an export. Its cells contain the startup's id. */
export const EXPORT_ID_COLUMN = 'Firstlight ID';

/** Puts an apostrophe before text that a spreadsheet would run as a formula (OWASP, CSV injection). */
export function inertCell(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The text that `inertCell` was given. */
export function textOfInert(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

const AS_IT_IS = 'code:';
const PLAIN_CODE = /^[\p{Ll}\p{Lo}\p{N}_-]+$/u;

/** An industry in words that can be read back, else its code, marked if needed: `network_hosting` -> `Networks and hosting`. */
export function industryText(industry: string): string {
  const texts = [industryLabel(industry), industry];
  return texts.find((text) => industryOfText(text) === industry) ?? `${AS_IT_IS}${industry}`;
}

/** The industry that `industryText` wrote; null for other text. */
export function industryOfText(text: string): string | null {
  if (text.startsWith(AS_IT_IS)) return text.slice(AS_IT_IS.length);
  return industryOfLabel(text) ?? (PLAIN_CODE.test(text) ? text : null);
}

/** The stage of a label or a code: `Series C or later` -> `series-c+`. Null for other text. */
export function fundingStageOfText(text: string): FundingStage | null {
  return FUNDING_STAGE_CODES.find((stage) => stage === text || fundingStageLabel(stage) === text) ?? null;
}

/** Tags in one cell: `cells; lab`. A semicolon or a backslash within a tag follows a backslash. */
export function tagsText(tags: readonly string[]): string {
  return tags.map((tag) => tag.replace(/[\\;]/g, '\\$&')).join('; ');
}

/** The tags that `tagsText` wrote. */
export function tagsOfText(text: string): string[] {
  const tags = text.match(/(?:\\[^]|[^\\;])+/g) ?? [];
  return tags.map((tag) => tag.replace(/\\([^])/g, '$1').trim()).filter((tag) => tag !== '');
}
