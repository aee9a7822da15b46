/** Returns a copy of twice the length. The new elements are `rest`. */
export function growArray<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(values: T, rest = 0): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length);
  larger.set(values);
  if (rest !== 0) larger.fill(rest, values.length);
  return larger;
}
