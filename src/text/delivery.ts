import type { NoEmailReason } from '../../amplify/domain/schedule/delivery-log';

const HOUR_MINUTES = 60;

/** `3 minutes`, `1 hour`, `2 hours 30 minutes`. */
function durationLabel(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES];
  const parts = [
    hours > 0 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '',
    rest > 0 ? `${rest} ${rest === 1 ? 'minute' : 'minutes'}` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

export const deliveryText = {
  title: 'Emails',
  description: (days: number) =>
    `Every email of the last ${days} days, or why none was sent. Times are in your time zone.`,
  link: 'See all emails',
  next: {
    title: 'Next email',
    yourTime: (zone: string) => `Your time (${zone})`,
    utc: 'UTC',
    clocks: (date: string, byMinutes: number) =>
      `Clocks go ${byMinutes > 0 ? 'forward' : 'back'} by ${durationLabel(Math.abs(byMinutes))} on ${date}, before this email. The email keeps its local time, so its UTC time changes.`,
    moved: (wanted: string) => `${wanted} does not exist on that date, because clocks skip it.`,
    afterPause: 'The first email after the pause:',
    change: 'Change schedule',
    unknownZone: (zone: string) => `Unknown time zone: ${zone}`,
    unknownZoneAdvice:
      'We can’t schedule the daily email until you choose a time zone such as Europe/Berlin. Times below are in this device’s time zone.',
  },
  log: {
    title: 'Day by day',
    range: (from: string, to: string) => `${from} to ${to}`,
    days: (count: number) => `${count} days`,
    onRequest: 'On request',
    daily: 'Daily email',
    matches: (count: number) => (count === 1 ? 'See the match' : `See the ${count} matches`),
    details: 'See details',
    opens: (what: string, when: string) => `${what}, ${when}`,
    nearMisses: 'Changes that would bring matches:',
    failed: 'We couldn’t refresh your emails. Below is what we loaded before.',
  },
  outcome: {
    planned: (time: string) => `Scheduled for ${time}.`,
    underWay: 'Being prepared. Check again in a moment.',
    stopped: 'It started but did not finish. As far as we know, no email was sent.',
    sent: (time: string) => `Sent at ${time}.`,
    delivered: (time: string) => `Sent at ${time} and delivered.`,
    late: (minutes: number) => `Delayed by ${durationLabel(minutes)} on our side.`,
    noMatches: 'No new startups matched your preferences, so no email was sent.',
    unknownNext: 'We won’t send it again.',
    failedNext: 'Nothing was sent.',
    bounced: (time: string) => `Sent at ${time}, but your mail server did not accept it.`,
    complained: (time: string) => `Sent at ${time}, then reported as spam.`,
  },
  badge: {
    late: 'Delayed',
    none: 'No email',
  },
  noEmail: {
    beforeSignUp: 'Before you signed up.',
    notSetUp: 'You had not saved your preferences yet, so no email was scheduled.',
    dailyOff: 'The daily email is off.',
    paused: 'Emails are paused.',
    weekdayNotChosen: 'Not one of your chosen days.',
    stillToCome: 'Still to come today.',
    notPlanned: 'No email was scheduled.',
  } satisfies Record<NoEmailReason, string>,
  stoppedEmail: {
    bounced: {
      title: 'Our emails don’t reach you',
      advice: 'Your mail server rejected the last one. Check your address, then turn email back on.',
    },
    complained: {
      title: 'We stopped sending emails',
      advice: 'One was reported as spam. Turn email back on only if you want to receive it.',
    },
    unsubscribed: {
      title: 'You unsubscribed from emails',
      advice: 'You can still get recommendations here, and turn email back on at any time.',
    },
    since: (date: string) => `Since ${date}.`,
    reason: (reason: string) => `Reason given: ${reason}`,
    action: 'Turn email back on',
    done: 'Email is back on',
    cancel: 'Leave it off',
    bounce: {
      title: 'Is this address right?',
      text: (email: string) =>
        `We’ll start sending to ${email} again. If the mail service still blocks the address after the bounce, the next email bounces too, and you’ll see it here.`,
      action: 'Yes, the address is right',
    },
    consent: {
      title: 'Do you want these emails?',
      text: (email: string) =>
        `An email to ${email} was reported as spam. We’ll send again only if you confirm that you want these emails. If the mail service still blocks the address, the next email bounces, and you’ll see it here.`,
      action: 'Yes, send me emails again',
    },
  },
};
