import { describe, expect, it } from 'vitest';
import { java, plain, type JavaList, type JavaMap } from './java-values';

describe('values of a template', () => {
  it('survive wrapping and unwrapping', () => {
    const value = { a: [1, 'x', null, { b: true }], c: '', d: 1.5 };
    expect(plain(java(value))).toEqual(value);
    expect(JSON.parse(JSON.stringify(java(value)))).toEqual(value);
  });

  it('are wrapped once, so that all users of a map see its changes', () => {
    const map = java({ list: [] });
    const entries = map as unknown as { list: JavaList; note: string };
    expect(java(map as unknown)).toBe(map);
    entries.list.add('x');
    entries.note = 'n';
    expect(plain(map)).toEqual({ list: ['x'], note: 'n' });
  });
});

describe('a map', () => {
  it('has the methods of Java', () => {
    const map = java({ a: 1 });
    expect(map.put('b', { c: 2 })).toBeNull();
    map.putAll(java({ d: [3] }));
    expect([plain(map.get('b')), map.get('x'), map.size(), map.containsKey(java('a')), map.isEmpty()]).toEqual([
      { c: 2 },
      null,
      3,
      true,
      false,
    ]);
    expect(plain(map.keySet())).toEqual(['a', 'b', 'd']);
    expect(
      map.entrySet().map((entry) => [String((entry as JavaMap).get('key')), plain((entry as JavaMap).get('value'))]),
    ).toEqual([
      ['a', 1],
      ['b', { c: 2 }],
      ['d', [3]],
    ]);
    map.remove('a');
    delete (map as unknown as { b?: unknown }).b;
    expect(plain(map)).toEqual({ d: [3] });
  });

  it('keeps an entry that has the name of a method', () => {
    expect(plain(java({ size: 5, get: 'x', __proto__x: 1 }))).toEqual({ size: 5, get: 'x', __proto__x: 1 });
    expect(java({ size: 5 }).size).toBe(5);
  });
});

describe('a list', () => {
  it('has the methods of Java, and compares by value', () => {
    const list = java(['a', { b: 1 }]);
    list.addAll(java(['c']));
    expect([list.contains('a'), list.contains({ b: 1 }), list.contains('x'), list.indexOf(java('c'))]).toEqual([
      true,
      true,
      false,
      2,
    ]);
    list.removeAll(['a']);
    expect([plain(list), list.size(), list.isEmpty(), list.get(9)]).toEqual([[{ b: 1 }, 'c'], 2, false, null]);
  });
});

describe('a text', () => {
  it('has the methods of Java', () => {
    const text = java('a = 1 AND ');
    expect(String(text.replaceAll('AND $', ''))).toBe('a = 1 ');
    expect([text.contains('='), text.startsWith('a'), text.length(), text.equals('x'), text.isEmpty()]).toEqual([
      true,
      true,
      10,
      false,
      false,
    ]);
    expect(plain(java('a,b').split(','))).toEqual(['a', 'b']);
    expect([java('abc').matches('b'), java('abc').matches('a.c')]).toEqual([false, true]);
    expect(String(java('a.b.c').replace('.', '$&'))).toBe('a$&b$&c');
  });
});
