/** Numbers in a slab: a request with a portfolio takes about two thirds of one. */
const SLAB = 8192;

let slab = new Float64Array(SLAB);
let used = 0;

/**
 * A table of zeros for the length of a request. Small ones are cut from a shared slab, as Node's own Buffer does it:
 * an allocation for each costs ten times what filling it does. What outlives a request must be its own array, or it
 * keeps the slab.
 */
export function zeros(length: number): Float64Array {
  if (length > SLAB / 4) return new Float64Array(length);
  if (used + length > SLAB) {
    slab = new Float64Array(SLAB);
    used = 0;
  }
  const table = new Float64Array(slab.buffer, used * Float64Array.BYTES_PER_ELEMENT, length);
  used += length;
  return table;
}
