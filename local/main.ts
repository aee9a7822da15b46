import settings from '../local.config';
import { nodeVersionProblem } from './node-version';

/** `npm start`: runs the backend and the app on this machine. */
const problem = nodeVersionProblem(process.versions.node, settings);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
// Loaded after the check: on an older Node these modules fail at import, with an error that does not name the cause.
const { run } = await import('./run');
await run(settings);
