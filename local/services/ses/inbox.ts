import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildPage, type Page } from '../../pages/page';
import type { InboxSettings } from '../../settings';
import { isLocalHost, mayChange, readBody, send } from '../local-http';
import type { Email, Mailbox } from './mailbox';
import { bounce, complaint, type SesEvent } from './ses-events';
import type { Sending } from './sending';
import type { SuppressionList } from './suppression-list';

/** The message runs no script and loads nothing, not even images. Its links open in a new tab. */
const MESSAGE_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox';

const REPORTS: Record<string, (recipient: string, at: Date) => SesEvent> = {
  bounce: (recipient, at) => bounce(recipient, 'permanent', at),
  'soft-bounce': (recipient, at) => bounce(recipient, 'transient', at),
  'mislabelled-bounce': (recipient, at) => bounce(recipient, 'mislabelled', at),
  complaint: (recipient, at) => complaint(recipient, at),
  'not-spam': (recipient, at) => complaint(recipient, at, 'not-spam'),
};

/** Serves the inbox: a page, `/store` for programs, and the parts of each email. */
export function createInbox(parts: {
  mailbox: Mailbox;
  suppressed: SuppressionList;
  sending: Pick<Sending, 'report'>;
  now: () => Date;
  settings: InboxSettings;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { mailbox, suppressed, sending, now, settings } = parts;
  let page: Page | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://inbox');
    if (!isLocalHost(request)) return send(response, 403, { message: 'Open the inbox as localhost.' });
    if (request.method === 'POST') return change(url.pathname, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, { message: 'Use GET.' }, { allow: 'GET, POST' });
    if (url.pathname === '/')
      return send(
        response,
        200,
        (page ??= buildPage({ title: 'Inbox', folder: 'inbox', settings })).html,
        page.headers,
      );
    if (url.pathname === '/store') return send(response, 200, store(url.searchParams));
    if (url.pathname === '/emails') return send(response, 200, changes(url.searchParams.get('version')));
    const [, id, part] = /^\/emails\/([\w-]+)(?:\/(html|raw))?$/.exec(url.pathname) ?? [];
    const email = id ? mailbox.get(id) : undefined;
    if (!email) return send(response, 404, { message: 'There is no such email.' });
    if (part === 'html') {
      const html = `<base target="_blank">${email.html ?? ''}`;
      return send(response, 200, html, { 'content-security-policy': MESSAGE_POLICY });
    }
    if (part !== 'raw') return send(response, 200, shown(email));
    const raw = await mailbox.raw(email.id);
    if (!raw) return send(response, 404, { message: 'This email has no MIME message.' });
    const headers = {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${email.id}.eml"`,
    };
    return send(response, 200, raw, headers);
  }

  async function change(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!mayChange(request))
      return send(response, 403, { message: 'Send JSON from the inbox page, or from a program.' });
    const body = await readBody(request, 10_000);
    if (path === '/clear-store') {
      await mailbox.clear();
      return send(response, 200, { message: 'Store cleared' });
    }
    const [, address] = /^\/suppressed\/([^/]+)\/remove$/.exec(path) ?? [];
    if (address) return send(response, suppressed.remove(decodeURIComponent(address)) ? 200 : 404, {});
    const [, id] = /^\/emails\/([\w-]+)\/report$/.exec(path) ?? [];
    const email = id ? mailbox.get(id) : undefined;
    if (!email) return send(response, 404, { message: 'There is no such email.' });
    const make = REPORTS[readKind(body)];
    if (!make) return send(response, 400, { message: `Report one of ${Object.keys(REPORTS).join(', ')}.` });
    for (const recipient of email.to) sending.report(email, make(recipient, now()));
    return send(response, 200, shown(email));
  }

  /** The emails, newest first; only the version when nothing has changed since `seen`. */
  function changes(seen: string | null): object {
    const { version } = mailbox;
    if (seen === version) return { version };
    const emails = mailbox.list().map(({ id, sentAt, to, subject, events }) => ({
      id,
      sentAt,
      to,
      subject,
      events: events.map(({ type }) => type),
    }));
    return { version, emails: emails.reverse() };
  }

  /** `?since=<epoch seconds>` and `?to=<address>` filter the emails. */
  function store(query: URLSearchParams): object {
    const since = Number(query.get('since') ?? 0);
    const to = query.get('to')?.toLowerCase();
    const emails = mailbox
      .list()
      .map(shown)
      .filter(
        ({ at, to: recipients }) => at >= since && (!to || recipients.some((one) => one.toLowerCase().includes(to))),
      );
    return { templates: {}, emails, suppressed: suppressed.list() };
  }

  return (request, response) => {
    answer(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, { message: error.message });
    });
  };
}

/** The format of aws-ses-v2-local's store with all fields of the inbox. `at` is in epoch seconds. */
function shown(email: Email) {
  const { text, html } = email;
  return {
    ...email,
    messageId: email.id,
    at: Math.floor(Date.parse(email.sentAt) / 1000),
    body: { text, html: html ?? undefined },
  };
}

function readKind(body: Buffer | null): string {
  try {
    return String(JSON.parse(body?.toString() ?? '').kind);
  } catch {
    return '';
  }
}
