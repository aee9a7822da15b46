import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/delivery-contract.md', import.meta.url), 'utf8');

export interface Sentence {
  text: string;
  /** File in this folder. */
  test: string;
}

/** The numbered sentences of docs/delivery-contract.md, by number. */
export const SENTENCES = new Map<number, Sentence>(
  [...page.matchAll(/^(\d+)\. (.+) — `(.+)`$/gm)].map(([, number, text, test]) => [
    Number(number),
    { text: text!, test: test! },
  ]),
);

/** The name of the test of a sentence. Throws for a number that the contract does not have. */
export function sentence(number: number): string {
  const found = SENTENCES.get(number);
  if (!found) throw new Error(`docs/delivery-contract.md has no sentence ${number}`);
  return `${number}. ${found.text}`;
}
