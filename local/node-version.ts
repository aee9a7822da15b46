import type { LocalSettings } from './settings';

/** The message for a Node version that is too old; null for a supported one. */
export function nodeVersionProblem(
  version: string,
  { name, oldestNode }: Pick<LocalSettings, 'name' | 'oldestNode'>,
): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return null;
  return `Node ${version} is too old: ${name} needs Node ${oldestNode.join('.')} or newer (https://nodejs.org).`;
}
