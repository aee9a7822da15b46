import * as z from 'zod';

import { PLACE_PATH } from './place-path';
import { textLine } from './text';
import { visibleLine } from './visible-text';

/** A region or city name. It contains no slash, which separates the levels of a location path. */
export const placeText = textLine()
  .min(1)
  .max(120)
  .regex(/^[^/]*$/, 'must not contain a slash');

/**
 * A node of the location tree as text: `US`, `US/CA`, `US/CA/San Francisco`, or `DE//Berlin` for a city whose region is
 * unknown. A place is within a path when the path is a prefix of it, level by level.
 */
export const locationPath = z
  .string()
  .overwrite((path) => path.split('/').map(visibleLine).join('/'))
  .max(300)
  .regex(PLACE_PATH, 'must be a country, region or city like US, US/CA, US/CA/San Francisco or DE//Berlin');
