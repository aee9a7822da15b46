import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Verifier } from './srp';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';
export type CodePurpose = 'sign-up' | 'reset' | 'verify-email';

interface IssuedCode {
  code: string;
  /** Milliseconds since the epoch, like all instants in this file. */
  expiresAt: number;
}

/** A sign-in on one device, from which tokens are refreshed until it expires or is revoked. */
export interface SignInSession {
  /** `origin_jti` of its tokens. */
  id: string;
  clientId: string;
  /** SHA-256 of the refresh token, hex: the token itself is never stored. */
  refreshTokenHash: string;
  signedInAt: number;
  expiresAt: number;
}

export interface User {
  /** Also the `sub` of its tokens. */
  sub: string;
  username: string;
  attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  password: Verifier | null;
  groups: string[];
  createdAt: number;
  modifiedAt: number;
  codes: Partial<Record<CodePurpose, IssuedCode>>;
  /** The address that replaces `email` once its code is entered. */
  pendingEmail: string | null;
  sessions: SignInSession[];
}

/** The users of one pool, in memory and in one JSON file, which is replaced atomically. */
export class UserStore {
  #users = new Map<string, User>();
  #emails = new Map<string, string>();
  #writing: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  private constructor(
    private readonly file: string,
    private readonly caseSensitive: boolean,
  ) {}

  static async open(file: string, caseSensitive: boolean): Promise<UserStore> {
    const store = new UserStore(file, caseSensitive);
    await mkdir(dirname(file), { recursive: true });
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    try {
      for (const user of JSON.parse(text) as User[]) store.#index(user);
    } catch (cause) {
      throw new Error(`${file} can't be read; npm run local:reset starts with an empty user pool`, { cause });
    }
    return store;
  }

  #key(email: string): string {
    return this.caseSensitive ? email : email.toLowerCase();
  }

  #index(user: User): void {
    this.#users.set(user.username, user);
    if (user.attributes.email) this.#emails.set(this.#key(user.attributes.email), user.username);
  }

  /** By username, otherwise by email address. */
  find(name: string): User | undefined {
    return this.#users.get(name) ?? this.byEmail(name);
  }

  byEmail(email: string): User | undefined {
    const username = this.#emails.get(this.#key(email));
    return username === undefined ? undefined : this.#users.get(username);
  }

  list(): User[] {
    return [...this.#users.values()];
  }

  /** Adds or changes a user; resolves once it is on disk. */
  async save(user: User): Promise<void> {
    user.modifiedAt = Date.now();
    this.#forgetEmail(user.username);
    this.#index(user);
    await this.#persist();
  }

  async remove(user: User): Promise<void> {
    this.#forgetEmail(user.username);
    this.#users.delete(user.username);
    await this.#persist();
  }

  #forgetEmail(username: string): void {
    for (const [email, owner] of this.#emails) if (owner === username) this.#emails.delete(email);
  }

  /** Changes during a write are written together by the next one. */
  #persist(): Promise<void> {
    if (!this.#writing) return (this.#writing = this.#write());
    this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return (this.#writing = this.#write());
      });
    return this.#next;
  }

  async #write(): Promise<void> {
    try {
      const text = JSON.stringify(this.list(), null, 1);
      await writeFile(`${this.file}.new`, text, { mode: 0o600 });
      await rename(`${this.file}.new`, this.file);
    } finally {
      if (!this.#next) this.#writing = null;
    }
  }

  /** Resolves when all changes are written. */
  async close(): Promise<void> {
    await (this.#next ?? this.#writing);
  }
}
