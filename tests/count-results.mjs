import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Sums the reports of the test runs in the given folder. Prints each failure with its message (a file that could not run
// counts as one), then a closing line. Fails if no test ran.
const folder = process.argv[2];
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const LINES_OF_A_MESSAGE = 12;
let [passed, failed, skipped] = [0, 0, 0];
for (const file of files) {
  const run = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  passed += run.numPassedTests;
  skipped += run.numPendingTests;
  for (const suite of run.testResults) {
    const name = path.relative(process.cwd(), suite.name);
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed');
    for (const test of tests) report(`${name} > ${test.fullName}`, test.failureMessages.join('\n'));
    if (suite.status === 'failed' && tests.length === 0) report(name, suite.message ?? '');
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);

function report(title, message) {
  failed++;
  console.log(`failed: ${title}`);
  for (const line of message.split('\n').slice(0, LINES_OF_A_MESSAGE)) console.log(`    ${line}`);
}
