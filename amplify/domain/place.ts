import * as z from 'zod';

import { PLACE_PATH } from './place-path';

/** A region or city name. The slash separates the levels of a location path, so it can't be part of a name. */
export const placeText = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^/]*$/, 'must not contain a slash');

/**
 * A node of the location tree as text: `US`, `US/CA`, `US/CA/San Francisco`, or `DE//Berlin` for a city whose region is
 * not known. A place lies within a path when the path is a prefix of it, level by level.
 */
export const locationPath = z
  .string()
  .max(300)
  .regex(PLACE_PATH, 'must be a country, region or city like US, US/CA, US/CA/San Francisco or DE//Berlin');
