import { USAGE, readOptions, type Options } from './options';
import { preflight } from './preflight';
import { isReady, reportAsJson, reportAsText } from './report';

/** `npm run preflight`: what a deployment needs and what the account has (docs/deployment.md). */
let options: Options;
try {
  options = readOptions(process.argv.slice(2), process.env);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(1);
}
const report = await preflight(options, process.env);
console.log(options.json ? reportAsJson(report) : reportAsText(report));
process.exitCode = isReady(report) ? 0 : 1;
