import { describe, expect, it } from 'vitest';
import { readRows } from './records';

function rows(text: string) {
  return [...readRows(text)];
}

describe('JSON Lines', () => {
  it('reads one object per line and continues after a damaged one', () => {
    expect(rows('{"name":"Acme"}\n\n{"name":\n["Brix"]\n{"name":"Corp"}\n')).toMatchObject([
      { kind: 'record', line: 1, values: { name: 'Acme' } },
      { kind: 'blank', line: 2 },
      { kind: 'unreadable', line: 3, reason: expect.stringContaining('not valid JSON') },
      { kind: 'unreadable', line: 4, reason: expect.stringContaining('not a JSON object') },
      { kind: 'record', line: 5, values: { name: 'Corp' } },
    ]);
  });

  it('reads an object over several lines as one row', () => {
    expect(rows('\n{\n  "name": "Acme"\n}\n')).toMatchObject([{ kind: 'record', line: 2, values: { name: 'Acme' } }]);
  });
});

describe('a JSON array', () => {
  it('gives the line of each element', () => {
    expect(rows('[\n  {"name": "a ] , [ \\" b"},\n  {\n    "name": "Brix"\n  }, {"name": "Corp"}\n]\n')).toMatchObject([
      { line: 2, values: { name: 'a ] , [ " b' } },
      { line: 3, values: { name: 'Brix' } },
      { line: 5, values: { name: 'Corp' } },
    ]);
  });

  it('loses only the damaged element', () => {
    expect(rows('[\n{"name": "Acme},\n{"name": "Brix"},\n{"name": "Corp"}\n]')).toMatchObject([
      { kind: 'unreadable', line: 2 },
      { kind: 'record', line: 3, values: { name: 'Brix' } },
      { kind: 'record', line: 4, values: { name: 'Corp' } },
    ]);
  });

  it('reads an empty array as no rows', () => {
    expect(rows('[]')).toEqual([]);
  });
});
