import type { Digest } from '../digest/digest';

/** This number of soft bounces in a row stops email: the mailbox is full or no longer used. */
export const SOFT_BOUNCE_LIMIT = 3;

/** How many of an investor's latest digests to read to find that many emails. */
export const SOFT_BOUNCE_LOOKBACK = 20;

/**
 * Whether the bounced email of `key` is one of three in a row that bounced. Emails are in the order in which they were
 * sent, whatever the order of their events. A digest without an email does not break the row; an email that arrived, or
 * whose outcome is unknown, does. Emails from before `since` (the last time the investor turned email on) do not count.
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
