/** The prefix of Amplify's session keys in localStorage. Client id, user and item follow. */
const STORAGE_PREFIX = 'CognitoIdentityServiceProvider.';

/**
 * True when this browser has a session, which may have expired. Reads localStorage only, so that the landing page and the
 * router need not load Amplify.
 */
export function hasStoredSession(storage: Pick<Storage, 'key' | 'length'> = localStorage): boolean {
  for (let i = 0; i < storage.length; i++) {
    const key = storage.key(i);
    if (key?.startsWith(STORAGE_PREFIX) && key.endsWith('.refreshToken')) return true;
  }
  return false;
}
