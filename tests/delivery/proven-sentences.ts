import type { Sentence } from './contract';

/** The result of a test. */
export interface TestOutcome {
  fullName: string;
  state: 'passed' | 'failed' | 'skipped' | 'pending';
}

/**
 * The sentences of the contract without a proof in their file, each with the reason. A sentence is proven when at least
 * one test has its text in the title and all such tests passed.
 */
export function unproven(
  sentences: ReadonlyMap<number, Sentence>,
  file: string,
  outcomes: readonly TestOutcome[],
): string[] {
  return [...sentences]
    .filter(([, { test }]) => test === file)
    .flatMap(([number, { text }]) => {
      const states = outcomes
        .filter(({ fullName }) => fullName.includes(`${number}. ${text}`))
        .map(({ state }) => state);
      if (states.length === 0) return [`${number}. ${text}: ${file} has no test for it`];
      const other = states.find((state) => state !== 'passed');
      return other ? [`${number}. ${text}: a test for it in ${file} is ${other}`] : [];
    });
}
