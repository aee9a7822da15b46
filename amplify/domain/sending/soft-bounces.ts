import type { Digest } from '../digest/digest';

/** So many soft bounces in a row stop email: the mailbox is full or gone in all but name. */
export const SOFT_BOUNCE_LIMIT = 3;

/** How many of an investor's latest digests to read to find that many emails among them. */
export const SOFT_BOUNCE_LOOKBACK = 20;

/**
 * Whether the email of `key`, which bounced, is one of three in a row that did. Emails follow each other by when they
 * were sent, whatever order their events came in; a digest that brought no email breaks no row, an email that arrived
 * or whose fate is open does. Emails from before `since` (the last time the investor turned email on) don't count.
 */
export function bouncedInARow(digests: readonly Digest[], key: string, since: string | null): boolean {
  const emails = digests
    .filter(({ sesMessageId, sentAt }) => sesMessageId !== null && sentAt !== null && (!since || sentAt > since))
    .toSorted((a, b) => (a.sentAt! < b.sentAt! ? -1 : 1));
  const at = emails.findIndex((email) => email.key === key);
  if (at === -1) return false;
  const bounced = (index: number) => emails[index]?.status === 'bounced' || index === at;
  let first = at;
  let last = at;
  while (bounced(first - 1)) first--;
  while (bounced(last + 1)) last++;
  return last - first + 1 >= SOFT_BOUNCE_LIMIT;
}
