import type { Digest } from '../../amplify/domain/digest/digest';
import { SETTLED_STATUSES } from '../../amplify/domain/digest/status';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { isDelayed } from '../../amplify/domain/schedule/delay';
import { localDateOf } from '../../amplify/domain/schedule/local-time';
import { nextDigestAt } from '../../amplify/domain/schedule/next-digest-at';
import type { Received, World } from './world';

const LEFT = ['sent', 'delivered', 'bounced', 'complained'];

/**
 * Invariants of every case. Returns the violations in words.
 * `eventsArrive`: SES's events were delivered, so that no email that was sent may be unknown.
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
  if (!SETTLED_STATUSES.includes(status)) return [...problems, `still ${status}`];
  if (!LEFT.includes(status) && status !== 'noMatches' && !reason) problems.push(`${status} without a reason`);
  if (LEFT.includes(status) && reason) problems.push(`${status}, with a reason not to send: ${reason}`);
  return problems;
}

async function repetitions(world: World, investorId: string, emails: Received[], digests: Digest[]): Promise<string[]> {
  const problems: string[] = [];
  const remembered = new Set((await world.recommendations.list(investorId)).map(({ startupId }) => startupId));
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

/**
 * Every email is sent at an instant of the settings at that time: not earlier and not on a later date. A late email says
 * that it is delayed, and no other email does.
 */
export function untimely(emails: Received[], digests: Digest[]): string[] {
  return emails.flatMap(({ at, digestKey, text, settings }) => {
    const due = new Date(digests.find(({ key }) => key === digestKey)!.dueAt);
    const saysSo = /^Delayed/m.test(text);
    const isLate = isDelayed(due, at);
    const isDue = (profile: InvestorProfile) =>
      nextDigestAt(profile, new Date(due.getTime() - 1))?.getTime() === due.getTime();
    const isOver = ({ timeZone }: InvestorProfile) => localDateOf(new Date(at), timeZone) > localDateOf(due, timeZone);
    const wrong = {
      'not at a time of the settings': !settings.some(isDue),
      'before its minute': at < due.getTime(),
      stale: settings.every(isOver),
      'late and does not say so': isLate && !saysSo,
      'says that it is late, but is not': !isLate && saysSo,
    };
    return Object.keys(wrong)
      .filter((problem) => wrong[problem as keyof typeof wrong])
      .map((problem) => `${digestKey}: ${problem}`);
  });
}
