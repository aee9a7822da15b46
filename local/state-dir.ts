import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where `npm start` keeps what outlives a restart, and its synthesised assemblies. */
export const STATE_DIR = path.join(PROJECT_ROOT, '.local/state');
export const SYNTH_DIR = path.join(PROJECT_ROOT, '.local/synth');

/** Where the app and the commands find the running backend. */
export const OUTPUTS_FILE = path.join(PROJECT_ROOT, 'amplify_outputs.json');
