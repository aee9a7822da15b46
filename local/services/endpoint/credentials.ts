import { randomBytes } from 'node:crypto';
import type { Principal } from '../../runtime';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Access keys of this run: each function and the operator have their own, which is how the endpoint knows who calls. */
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
