/* This file loads no zod, so that a page can use it. */

/** The most matches in a digest. */
export const DIGEST_SIZE = 10;
/** The most of them for which the data lacks a must-have, even where nothing else fits. */
export const DIGEST_UNKNOWN_MAX = DIGEST_SIZE / 2;
