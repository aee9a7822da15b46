import { encodeWord } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import type { DigestEmail } from '../domain/ports';

export interface MessageSender {
  /** Address, or name and address like `Firstlight <hello@example.com>`. */
  from: string;
  replyTo?: string | undefined;
  /** Mailbox that stops the daily email: the subject of a mail to it is the unsubscribe token. */
  unsubscribeMailbox?: string | undefined;
}

/**
 * The message as it is transmitted (RFC 5322, MIME), with the text part before the HTML part, as RFC 2046 requires. SES
 * sets Date and Message-ID. Throws TypeError for an unsubscribe address that is not an http or https address.
 */
export async function buildMessage(email: DigestEmail, sender: MessageSender): Promise<Uint8Array> {
  const { from, replyTo, unsubscribeMailbox } = sender;
  const message = new MimeNode('multipart/alternative', {
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  message.setHeader('From', from);
  // As an object, so that any address is exactly one recipient.
  message.setHeader('To', { address: email.to });
  if (replyTo) message.setHeader('Reply-To', replyTo);
  message.setHeader('Subject', subjectHeader(email.subject));
  if (email.unsubscribeUrl !== null) {
    // RFC 8058: both headers, and an address that accepts a POST without a cookie.
    const value = unsubscribeHeader(email.unsubscribeUrl, unsubscribeMailbox);
    message.setHeader('List-Unsubscribe', { prepared: true, value });
    message.setHeader('List-Unsubscribe-Post', { prepared: true, value: 'List-Unsubscribe=One-Click' });
  }
  // Suppresses vacation replies (RFC 3834).
  message.setHeader('Auto-Submitted', 'auto-generated');
  addPart(message, 'text/plain; charset=utf-8', email.text);
  addPart(message, 'text/html; charset=utf-8', email.html);
  return message.build();
}

/** The library does not encode text that looks like an encoded word, so a mail program would decode it. */
function subjectHeader(subject: string) {
  if (!subject.includes('=?')) return subject;
  return { prepared: true, foldLines: true, value: encodeWord(subject, 'B', 52) };
}

function addPart(message: MimeNode, contentType: string, content: string) {
  message.createChild(contentType).setContent(content);
}

/** RFC 2369: the web address first, then the mailbox with the same token, for mail programs without web access. */
function unsubscribeHeader(url: string, mailbox: string | undefined): string {
  const web = webUrl(url);
  const token = new URL(web).searchParams.get('token');
  return mailbox && token ? `<${web}>, <mailto:${mailbox}?subject=${encodeURIComponent(token)}>` : `<${web}>`;
}

function webUrl(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`not an unsubscribe link: ${protocol}`);
  return href;
}
