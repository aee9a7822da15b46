import { SETTLED_STATUSES, type Digest } from '../../amplify/domain/digest';
import { localDateOf } from '../../amplify/domain/schedule/local-time';
import { DELAYED_AFTER_MS } from '../../amplify/domain/schedule/plan-hour';
import type { Received, World } from './world';

const LEFT = ['sent', 'delivered', 'bounced', 'complained'];

/**
 * What must hold whatever happened. Returns what does not, in words.
 * `eventsArrive`: SES's events were delivered, so that nothing that left may be unknown.
 */
export async function violations(world: World, investorId: string, eventsArrive: boolean): Promise<string[]> {
  const problems: string[] = [];
  const emails = world.inbox.filter((email) => email.investorId === investorId);
  const digests = await world.ledger.list(investorId, 1000);
  const dates = new Set(emails.map(({ digestKey }) => digestKey));
  if (dates.size < emails.length) problems.push(`more than one email: ${emails.map(({ digestKey }) => digestKey)}`);
  for (const email of emails) {
    if (!digests.some(({ key }) => key === email.digestKey)) problems.push(`${email.digestKey}: an email of no digest`);
  }
  for (const digest of digests) {
    const email = emails.find(({ digestKey }) => digestKey === digest.key);
    problems.push(...contradictions(digest, email, eventsArrive).map((problem) => `${digest.key}: ${problem}`));
  }
  problems.push(...(await repetitions(world, investorId, emails, digests)));
  return problems;
}

function contradictions(digest: Digest, email: Received | undefined, eventsArrive: boolean): string[] {
  const { status, reason } = digest;
  const problems: string[] = [];
  if (email && !LEFT.includes(status) && (status !== 'unknown' || eventsArrive))
    problems.push(`${status}, but it left`);
  if (!email && LEFT.includes(status)) problems.push(`${status}, but nothing left`);
  if (!SETTLED_STATUSES.includes(status)) problems.push(`still ${status}`);
  if (!LEFT.includes(status) && status !== 'noMatches' && !reason) problems.push(`${status} without a reason`);
  if (LEFT.includes(status) && reason) problems.push(`${status}, with a reason not to send: ${reason}`);
  return problems;
}

async function repetitions(world: World, investorId: string, emails: Received[], digests: Digest[]): Promise<string[]> {
  const problems: string[] = [];
  const remembered = new Set((await world.sent.list(investorId)).map(({ startupId }) => startupId));
  const seen = new Set<string>();
  for (const { digestKey, text } of emails) {
    const shown = new Set([...text.matchAll(/Startup-(\d+)-/g)].map(([, number]) => `s${number}`));
    const recorded = digests.find(({ key }) => key === digestKey)?.matches.map(({ startupId }) => startupId) ?? [];
    if (recorded.length !== shown.size || !recorded.every((id) => shown.has(id))) {
      problems.push(`${digestKey}: recorded ${recorded}, sent ${[...shown]}`);
    }
    for (const id of shown) {
      if (seen.has(id)) problems.push(`${digestKey}: ${id} was sent before`);
      if (!remembered.has(id)) problems.push(`${digestKey}: ${id} is not remembered as sent`);
      seen.add(id);
    }
  }
  return problems;
}

/** No email on another local date than its own, and none late without a word about it. */
export function staleEmails(emails: Received[], digests: Digest[], timeZone: string): string[] {
  return emails.flatMap(({ at, digestKey, text }) => {
    const digest = digests.find(({ key }) => key === digestKey)!;
    const due = new Date(digest.dueAt);
    const saysSo = /delayed/i.test(text);
    const isLate = at - due.getTime() >= DELAYED_AFTER_MS;
    return [
      ...(localDateOf(new Date(at), timeZone) > localDateOf(due, timeZone) ? [`${digestKey}: stale`] : []),
      ...(at < due.getTime() ? [`${digestKey}: before its minute`] : []),
      ...(isLate && !saysSo ? [`${digestKey}: late and does not say so`] : []),
      ...(!isLate && saysSo ? [`${digestKey}: says that it is late, but is not`] : []),
    ];
  });
}
