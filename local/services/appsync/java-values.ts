/*
 * Mapping templates call Java's methods on their values (`$list.add(1)`, `$map.keySet()`, `$text.replaceAll(...)`), so
 * maps, lists and strings are wrapped while a template runs. Numbers and booleans stay as they are.
 */

/** Unwraps a template's value, including nested values. */
export function plain(value: unknown): unknown {
  if (value instanceof JavaString) return value.value;
  if (Array.isArray(value)) return Array.from(value, plain);
  if (value instanceof JavaMap) return value.toJSON();
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

/** Wraps a plain value. A wrapped value is returned as it is, so that templates share their changes. */
export function java(value: string): JavaString;
export function java(value: readonly unknown[]): JavaList;
export function java(value: Record<string, unknown>): JavaMap;
export function java(value: unknown): unknown;
export function java(value: unknown): unknown {
  if (typeof value === 'string') return new JavaString(value);
  if (value instanceof JavaList || value instanceof JavaMap || value instanceof JavaString) return value;
  if (Array.isArray(value)) return JavaList.of(...value.map((each: unknown) => java(each)));
  return isPlainObject(value) ? javaMap(value) : value;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const same = (left: unknown, right: unknown) => JSON.stringify(plain(left)) === JSON.stringify(plain(right));

export class JavaString {
  constructor(readonly value: string) {}

  concat = (other: unknown) => new JavaString(this.value + String(other));
  contains = (part: unknown) => this.value.includes(String(part));
  startsWith = (part: unknown) => this.value.startsWith(String(part));
  endsWith = (part: unknown) => this.value.endsWith(String(part));
  equals = (other: unknown) => other !== null && other !== undefined && this.value === String(other);
  equalsIgnoreCase = (other: unknown) => this.value.toLowerCase() === String(other).toLowerCase();
  indexOf = (part: unknown) => this.value.indexOf(String(part));
  lastIndexOf = (part: unknown) => this.value.lastIndexOf(String(part));
  isEmpty = () => this.value === '';
  length = () => this.value.length;
  /** In Java, replace takes plain text; replaceAll and replaceFirst take a pattern. */
  replace = (from: unknown, to: unknown) => new JavaString(this.value.replaceAll(String(from), () => String(to)));
  replaceAll = (from: unknown, to: unknown) =>
    new JavaString(this.value.replace(new RegExp(String(from), 'g'), String(to)));
  replaceFirst = (from: unknown, to: unknown) =>
    new JavaString(this.value.replace(new RegExp(String(from)), String(to)));
  matches = (pattern: unknown) => new RegExp(`^(?:${String(pattern)})$`).test(this.value);
  split = (pattern: unknown) => java(this.value.split(new RegExp(String(pattern))));
  substring = (begin: number, end?: number) => new JavaString(this.value.substring(begin, end));
  toLowerCase = () => new JavaString(this.value.toLowerCase());
  toUpperCase = () => new JavaString(this.value.toUpperCase());
  trim = () => new JavaString(this.value.trim());
  toString(): string {
    return this.value;
  }
  toJSON(): string {
    return this.value;
  }
}

export class JavaList extends Array<unknown> {
  // Methods of Array return plain arrays; `java` wraps them when a template reads them.
  static override get [Symbol.species]() {
    return Array;
  }
  add(value: unknown): boolean {
    this.push(java(value));
    return true;
  }
  addAll(values: Iterable<unknown>): boolean {
    for (const value of values) this.add(value);
    return true;
  }
  get(index: number): unknown {
    return this[index] ?? null;
  }
  set(index: number, value: unknown): unknown {
    const before = this[index] ?? null;
    this[index] = java(value);
    return before;
  }
  clear(): void {
    this.length = 0;
  }
  contains(value: unknown): boolean {
    return this.some((each) => same(each, value));
  }
  containsAll(values: Iterable<unknown>): boolean {
    return [...values].every((value) => this.contains(value));
  }
  isEmpty(): boolean {
    return this.length === 0;
  }
  size(): number {
    return this.length;
  }
  override indexOf(value: unknown): number {
    return this.findIndex((each) => same(each, value));
  }
  removeAll(values: Iterable<unknown>): void {
    for (const value of values) while (this.contains(value)) this.splice(this.indexOf(value), 1);
  }
  toJSON(): unknown[] {
    return Array.from(this, plain);
  }
}

export class JavaMap {
  readonly entries = new Map<string, unknown>();

  get(key: unknown): unknown {
    return this.entries.get(String(key)) ?? null;
  }
  getOrDefault(key: unknown, fallback: unknown): unknown {
    return this.entries.get(String(key)) ?? fallback;
  }
  put(key: unknown, value: unknown): unknown {
    const before = this.get(key);
    this.entries.set(String(key), java(value));
    return before;
  }
  putAll(values: unknown): void {
    for (const [key, value] of Object.entries(plain(values) ?? {})) this.put(key, value);
  }
  putIfAbsent(key: unknown, value: unknown): void {
    if (this.get(key) === null) this.put(key, value);
  }
  remove(key: unknown): unknown {
    const before = this.get(key);
    this.entries.delete(String(key));
    return before;
  }
  clear(): void {
    this.entries.clear();
  }
  containsKey(key: unknown): boolean {
    return this.entries.has(String(key));
  }
  containsValue(value: unknown): boolean {
    return this.values().contains(value);
  }
  keySet(): JavaList {
    return java([...this.entries.keys()]);
  }
  values(): JavaList {
    return java([...this.entries.values()]);
  }
  entrySet(): JavaList {
    return java([...this.entries].map(([key, value]) => ({ key, value })));
  }
  isEmpty(): boolean {
    return this.entries.size === 0;
  }
  size(): number {
    return this.entries.size;
  }
  toJSON(): Record<string, unknown> {
    return Object.fromEntries([...this.entries].map(([key, value]) => [key, plain(value)]));
  }
  toString(): string {
    return `{${[...this.entries].map(([key, value]) => `${key}=${String(value)}`).join(', ')}}`;
  }
}

/** A map whose entries are also its properties: `$ctx.args.input.name`. An entry hides a method of the same name. */
function javaMap(values: object): JavaMap {
  const map = new JavaMap();
  for (const [key, value] of Object.entries(values)) map.put(key, value);
  return new Proxy(map, {
    get(target, name) {
      if (typeof name === 'string' && target.entries.has(name)) return target.entries.get(name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
    set(target, name, value) {
      // The engine sets a function of its own on the objects whose methods it calls.
      if (typeof value !== 'function') target.put(name, value);
      return true;
    },
    deleteProperty(target, name) {
      target.entries.delete(String(name));
      return true;
    },
  });
}
