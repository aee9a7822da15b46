import settings from '../../local.config';
import type { AccountSettings } from '../../local/settings';
import { startLocal, type LocalBackend, type StartOptions } from '../../local/start';

export interface BackendOptions extends Omit<StartOptions, 'ports' | 'quiet' | 'app'> {
  /** What the AWS account has; by default as in `npm start`. */
  account?: AccountSettings;
}

/** The whole backend on free ports, without the app; empty unless `seed` is set. */
export function startBackend({ account = settings.account, ...options }: BackendOptions): Promise<LocalBackend> {
  return startLocal({ ...settings, account }, { ports: 'any', quiet: true, ...options });
}
