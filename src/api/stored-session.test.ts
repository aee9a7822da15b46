import { describe, expect, it } from 'vitest';
import { hasStoredSession } from './stored-session';

function storageOf(...keys: string[]) {
  return { length: keys.length, key: (at: number) => keys[at] ?? null };
}

describe('a stored session', () => {
  it('is recognised by its refresh token, also for a user name with dots', () => {
    expect(
      hasStoredSession(storageOf('theme', 'CognitoIdentityServiceProvider.client.ann@example.com.refreshToken')),
    ).toBe(true);
  });

  it.each([[[]], [['theme']], [['CognitoIdentityServiceProvider.client.LastAuthUser']], [['other.refreshToken']]])(
    'is not in %j',
    (keys) => {
      expect(hasStoredSession(storageOf(...keys))).toBe(false);
    },
  );
});
