/** Begins every key under which Amplify keeps a session in localStorage; the rest is client id, user and item. */
const STORAGE_PREFIX = 'CognitoIdentityServiceProvider.';

/**
 * True when this browser holds a session, which may have expired. Reads localStorage only, so that the landing page
 * and the router decide without loading Amplify.
 */
export function hasStoredSession(storage: Pick<Storage, 'key' | 'length'> = localStorage): boolean {
  for (let i = 0; i < storage.length; i++) {
    const key = storage.key(i);
    if (key?.startsWith(STORAGE_PREFIX) && key.endsWith('.refreshToken')) return true;
  }
  return false;
}
