import { cleanLine, isUnknown, type Read } from './cell-text';

/** Codes of the industries in a cell, in their order. `Games & Video` and `games_video` have the same code. */
export function readIndustries(raw: unknown): Read<string[]> {
  const parts = Array.isArray(raw) ? raw.map(cleanLine) : industryParts(cleanLine(raw));
  const told = parts.filter((part) => !isUnknown(part));
  if (told.length === 0) return { value: null };
  const [first = ''] = told;
  if (isSentence(first)) return { problem: 'looks like a sentence, not like the name of an industry' };
  const codes = [...new Set(told.map(industryCode).filter((code) => code !== '' && code.length <= 60))];
  const leading = industryCode(first);
  if (leading === '') return { problem: 'has no letters' };
  if (leading.length > 60) return { problem: 'must be at most 60 characters' };
  return { value: codes };
}

/**
 * Splits at bars, semicolons and commas. A part with an ampersand belongs to the one before it, as in
 * `Consulting, Sales & Support`: names of that form are common, and each is one industry.
 */
function industryParts(text: string): string[] {
  const industries: string[] = [];
  for (const part of text.split(/[|;]|\s\/\s|\s>\s/)) {
    const names = part.split(/[,，、]/).map((name) => name.trim());
    names.forEach((name, at) => {
      if (at > 0 && / (&|and|und|et|y|e) /i.test(name)) industries.push(`${industries.pop()}, ${name}`);
      else industries.push(name);
    });
  }
  return industries;
}

function isSentence(text: string): boolean {
  return text.split(/\s+/).length > 8 || /[.!?](\s|$)/.test(text);
}

function industryCode(text: string): string {
  return text
    .toLowerCase()
    .replace(/&| and /g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Tags from an array, or from text that is separated by commas, semicolons or bars. */
export function readTags(raw: unknown): Read<string[]> {
  const parts = Array.isArray(raw)
    ? raw.map(cleanLine)
    : cleanLine(raw)
        .split(/[,;|]/)
        .map((part) => part.trim());
  const tags = [...new Set(parts.filter((part) => !isUnknown(part)))];
  const usable = tags.filter((tag) => tag.length <= 60).slice(0, 30);
  if (usable.length === tags.length) return { value: usable };
  return {
    value: usable,
    note: `keeps ${usable.length} of ${tags.length} tags: at most 30, each of at most 60 characters`,
  };
}
