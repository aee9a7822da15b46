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
  /** The envelope recipients, which can differ from the headers. */
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
  /** The events that SES reported, oldest first. */
  events: { type: EmailEventType; at: string; recipients: string[]; summary: string }[];
}

type Entry = { email: Email } | { id: string; event: Email['events'][number] } | { cleared: true };

/** The number of emails kept. */
const KEPT = 1000;

/** Stores the newest emails. */
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

  /** Changes with every change of the mailbox and with every start. */
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

  /** The MIME message; null for an email without one. */
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

  /** The runner generates all ids, so they are safe as file names. */
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
