import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openJournal, type Journal } from '../journal';
import type { Header } from './message';

export type EmailEventType = 'Delivery' | 'Bounce' | 'Complaint';

/** An email that SES accepted, or that Cognito sent. */
export interface Email {
  /** The SES message id. */
  id: string;
  /** ISO instant. */
  sentAt: string;
  from: string;
  /** Everybody it went to, whatever the headers say. */
  to: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  replyTo: string[];
  subject: string;
  text: string;
  html: string | null;
  headers: Header[];
  attachments: { filename: string | null; contentType: string; size: number }[];
  configurationSet: string | null;
  tags: Record<string, string[]>;
  /** What SES reported of it, oldest first. */
  events: { type: EmailEventType; at: string; recipients: string[]; summary: string }[];
}

type Entry = { email: Email } | { id: string; event: Email['events'][number] } | { cleared: true };

/** Emails kept. */
const KEPT = 1000;

/** Everything that was sent, over a restart too; the oldest make room. */
export class Mailbox {
  #emails: Email[] = [];
  #written: number;
  #changes = 0;

  private constructor(
    private readonly folder: string,
    private readonly journal: Journal<Entry>,
    entries: Entry[],
  ) {
    for (const entry of entries) {
      if ('email' in entry) this.#emails.push(entry.email);
      else if ('event' in entry) this.get(entry.id)?.events.push(entry.event);
      else this.#emails = [];
    }
    this.#emails = this.#emails.slice(-KEPT);
    this.#written = entries.length;
  }

  static async open(stateDir: string): Promise<Mailbox> {
    const folder = path.join(stateDir, 'ses');
    await mkdir(path.join(folder, 'raw'), { recursive: true });
    const { entries, journal } = await openJournal<Entry>(path.join(folder, 'emails.jsonl'));
    return new Mailbox(folder, journal, entries);
  }

  /** Differs after every change, also from that of an earlier start. */
  readonly #start = Date.now();
  get version(): string {
    return `${this.#start}-${this.#changes}`;
  }

  /** Oldest first. */
  list(): readonly Email[] {
    return this.#emails;
  }

  get(id: string): Email | undefined {
    return this.#emails.find((email) => email.id === id);
  }

  /** The message as it was sent; null for one that was never MIME. */
  raw(id: string): Promise<Buffer | null> {
    return this.get(id) ? readFile(this.#rawFile(id)).catch(() => null) : Promise.resolve(null);
  }

  async add(email: Email, raw: Buffer | null): Promise<void> {
    if (raw) await writeFile(this.#rawFile(email.id), raw);
    this.#emails.push(email);
    this.#write({ email });
    const oldest = this.#emails.length > KEPT ? this.#emails.shift() : undefined;
    if (oldest) await rm(this.#rawFile(oldest.id), { force: true });
  }

  addEvent(id: string, event: Email['events'][number]): void {
    this.get(id)?.events.push(event);
    this.#write({ id, event });
  }

  async clear(): Promise<void> {
    const gone = this.#emails;
    this.#emails = [];
    this.#write({ cleared: true });
    for (const { id } of gone) await rm(this.#rawFile(id), { force: true });
  }

  close(): Promise<void> {
    return this.journal.flush();
  }

  /** Ids are made here, never taken from outside, so they are safe as file names. */
  #rawFile(id: string): string {
    return path.join(this.folder, 'raw', `${id}.eml`);
  }

  #write(entry: Entry): void {
    this.#changes++;
    if (++this.#written > 4 * KEPT) {
      this.journal.rewrite(this.#emails.map((email) => ({ email })));
      this.#written = this.#emails.length;
    } else this.journal.append(entry);
  }
}
