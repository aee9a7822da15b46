import settings from '../local.config';
import { nodeVersionProblem } from './node-version';

/** `npm start`: the whole product on this machine. */
const problem = nodeVersionProblem(process.versions.node, settings);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
// Loaded only now: on an older Node the modules behind it would fail with a message of their own.
const { run } = await import('./run');
await run(settings);
