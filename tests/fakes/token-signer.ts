import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenSigner } from '../../amplify/domain/ports';

/** Signs with the last key and verifies with all: `{ old: 'secret', new: 'secret' }`. */
export function createInMemorySigner(keys: Record<string, string>): TokenSigner {
  const current = Object.keys(keys).at(-1)!;
  const macOf = (text: string, key: string) => createHmac('sha256', key).update(text).digest();
  return {
    sign: async (text) => ({ keyId: current, mac: new Uint8Array(macOf(text, keys[current]!)) }),
    async verify(text, keyId, mac) {
      const key = keys[keyId];
      if (key === undefined) return false;
      const expected = macOf(text, key);
      return expected.length === mac.length && timingSafeEqual(expected, mac);
    },
  };
}
