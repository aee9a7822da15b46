/** The oldest Node that everything here runs on; package.json says the same. */
const OLDEST = [20, 19] as const;

/** What to tell someone whose Node is too old; null when it is not. */
export function nodeVersionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `Node ${version} is too old: Firstlight needs Node ${OLDEST.join('.')} or newer (https://nodejs.org).`;
}
