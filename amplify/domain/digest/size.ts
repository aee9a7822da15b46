/* Apart from the schemas in match.ts, so that a page can use it without loading zod. */

/** A digest carries at most this many matches. */
export const DIGEST_SIZE = 10;
/** At most so many of them are unknown in a must-have, also where nothing else fits. */
export const DIGEST_UNKNOWN_MAX = DIGEST_SIZE / 2;
