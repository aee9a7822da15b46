import type { Row } from './records';

/** Characters from which on an element of an array counts as damaged. */
const MAX_ELEMENT = 50_000;

/** Reads one JSON object per line. A file with one object over several lines is one row. Expects `\n` line ends. */
export function* readJsonLines(text: string): Generator<Row> {
  const whole = parseObject(text);
  if (whole.values) {
    yield { kind: 'record', line: lineOfStart(text), values: whole.values };
    return;
  }
  let line = 0;
  let at = 0;
  while (at < text.length) {
    line++;
    const end = text.indexOf('\n', at);
    const content = text.slice(at, end === -1 ? text.length : end).trim();
    at = end === -1 ? text.length : end + 1;
    if (content === '') yield { kind: 'blank', line };
    else yield rowOf(content, line);
  }
}

/** Reads the elements of a JSON array. After a damaged element it continues at the next line with a brace. */
export function* readJsonArray(text: string): Generator<Row> {
  let at = text.indexOf('[') + 1;
  let line = 1 + countLines(text, 0, at);
  while (at < text.length) {
    const char = text[at]!;
    if (char === '\n') line++;
    if (char === ']') return;
    if (char === ',' || /\s/.test(char)) {
      at++;
      continue;
    }
    const end = endOfElement(text, at);
    const row = rowOf(text.slice(at, end), line);
    yield row;
    const next = row.kind === 'unreadable' ? nextObject(text, at) : end;
    line += countLines(text, at, next);
    at = next;
  }
}

function rowOf(content: string, line: number): Row {
  const parsed = parseObject(content);
  return parsed.values
    ? { kind: 'record', line, values: parsed.values }
    : { kind: 'unreadable', line, reason: parsed.reason, text: content };
}

function parseObject(
  content: string,
): { values: Record<string, unknown>; reason?: never } | { values: null; reason: string } {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { values: value as Record<string, unknown> };
    }
    return { values: null, reason: 'is not a JSON object like {"name": "Acme"}' };
  } catch (cause) {
    return { values: null, reason: `is not valid JSON: ${(cause as Error).message.slice(0, 120)}` };
  }
}

/** Index after the element: the comma or bracket at the level of the array. */
function endOfElement(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_ELEMENT);
  let depth = 0;
  let quoted = false;
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      if (depth === 0) return at;
      depth--;
    } else if (char === ',' && depth === 0) return at;
  }
  return limit;
}

function nextObject(text: string, from: number): number {
  const next = /\n[ \t]*\{/g;
  next.lastIndex = from;
  const found = next.exec(text);
  return found ? found.index : text.length;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function lineOfStart(text: string): number {
  return 1 + countLines(text, 0, text.indexOf('{'));
}
