import type { Sentence } from './contract';

/** A test as the run left it. */
export interface Outcome {
  fullName: string;
  state: 'passed' | 'failed' | 'skipped' | 'pending';
}

/**
 * The sentences of the contract that the tests of their file do not prove, each with the reason. A sentence is proven
 * by at least one test that carries its text, when every such test passed.
 */
export function unproven(
  sentences: ReadonlyMap<number, Sentence>,
  file: string,
  outcomes: readonly Outcome[],
): string[] {
  return [...sentences]
    .filter(([, { test }]) => test === file)
    .flatMap(([number, { text }]) => {
      const states = outcomes
        .filter(({ fullName }) => fullName.includes(`${number}. ${text}`))
        .map(({ state }) => state);
      if (states.length === 0) return [`${number}. ${text}: ${file} has no test of it`];
      const other = states.find((state) => state !== 'passed');
      return other ? [`${number}. ${text}: a test of it in ${file} is ${other}`] : [];
    });
}
