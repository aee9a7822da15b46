import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** State of `npm start` that outlives a restart, and the synthesised assemblies. */
export const STATE_DIR = path.join(PROJECT_ROOT, '.local/state');
export const SYNTH_DIR = path.join(PROJECT_ROOT, '.local/synth');

/** The addresses of the running backend, for the app and the commands. */
export const OUTPUTS_FILE = path.join(PROJECT_ROOT, 'amplify_outputs.json');
