import settings from '../../local.config';
import { startLocal, type LocalBackend, type StartOptions } from '../../local/start';

export type BackendOptions = Omit<StartOptions, 'ports' | 'quiet' | 'app'>;

/** The whole backend on free ports, without the app; empty unless `seed` is set. */
export function startBackend(options: BackendOptions): Promise<LocalBackend> {
  return startLocal(settings, { ports: 'any', quiet: true, ...options });
}
