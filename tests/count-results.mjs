import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Adds up what the test runs left in the folder given and prints one closing line; fails when nothing ran.
const folder = process.argv[2];
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
let [passed, failed, skipped] = [0, 0, 0];
for (const file of files) {
  const run = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  passed += run.numPassedTests;
  failed +=
    run.numFailedTests + (run.numFailedTestSuites > 0 && run.numFailedTests === 0 ? run.numFailedTestSuites : 0);
  skipped += run.numPendingTests;
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);
