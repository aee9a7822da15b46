import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Answer } from '../answer';

const recording = z.object({ source: z.string().min(1), answers: z.record(z.string(), z.unknown()) });

/** Reads an answer of AWS for a test: FILE of this folder, and the name of one of its answers. */
export function readRecorded(file: string, name: string): Answer {
  const { answers } = recording.parse(JSON.parse(readFileSync(new URL(`./${file}.json`, import.meta.url), 'utf8')));
  if (!(name in answers)) throw new Error(`${file}.json has no answer "${name}".`);
  return { answered: answers[name] };
}

/** The error that the SDK throws under this name. */
export const failure = (name: string, message = 'As AWS says it.'): Answer => ({ failed: { name, message } });
