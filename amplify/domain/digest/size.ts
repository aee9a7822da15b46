/* This file does not load zod, so that a page can use it. */

/** The maximum number of matches in a digest. */
export const DIGEST_SIZE = 10;
/** The maximum number of them with an unknown must-have, even if there are no other matches. */
export const DIGEST_UNKNOWN_MAX = DIGEST_SIZE / 2;
