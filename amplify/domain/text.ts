import * as z from 'zod';
import { visibleLine, visibleText } from './visible-text';

/** One line of text that a person wrote. Its parsed value is visible text; limits that follow apply to that value. */
export const textLine = () => z.string().overwrite(visibleLine);

/** Text of several lines. White space stays as written. */
export const textBlock = () => z.string().overwrite(visibleText);
