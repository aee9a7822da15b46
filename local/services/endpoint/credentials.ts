import { randomBytes } from 'node:crypto';
import type { Principal } from '../../runtime';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The access keys of this run. Each function and the operator have their own, so that a key identifies the caller. */
export class Credentials {
  readonly #issued = new Map<string, { principal: Principal; secretAccessKey: string }>();

  issue(principal: Principal): AccessKey {
    const accessKeyId = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const secretAccessKey = randomBytes(30).toString('base64url');
    this.#issued.set(accessKeyId, { principal, secretAccessKey });
    return { accessKeyId, secretAccessKey };
  }

  find(accessKeyId: string): { principal: Principal; secretAccessKey: string } | undefined {
    return this.#issued.get(accessKeyId);
  }
}
