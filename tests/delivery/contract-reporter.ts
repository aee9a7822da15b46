import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { SENTENCES } from './contract';
import { unproven } from './proven-sentences';

declare module 'vitest' {
  interface ProvidedContext {
    deliveryContractIsChecked: boolean;
  }
}

const FOLDER = dirname(fileURLToPath(import.meta.url));

/**
 * Fails the run when a sentence of docs/delivery-contract.md has no passing test in its file. A skipped or todo test does
 * not count. A run that selects tests by name (-t) is not checked.
 */
export default class ContractReporter implements Reporter {
  private vitest!: Vitest;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.vitest.config.testNamePattern) return;
    const problems = modules.filter(({ moduleId }) => dirname(moduleId) === FOLDER).flatMap(problemsOf);
    if (problems.length === 0) return;
    process.exitCode = 1;
    this.vitest.logger.error(['The delivery contract is not proven:', ...problems].join('\n  '));
  }
}

function problemsOf(module: TestModule): string[] {
  const outcomes = [...module.children.allTests()].map((test) => ({
    fullName: test.fullName,
    state: test.result().state,
  }));
  return unproven(SENTENCES, basename(module.moduleId), outcomes);
}
