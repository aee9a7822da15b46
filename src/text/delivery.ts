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
  title: 'Why did I (not) get an email?',
  description: (days: number) => `Every date of the last ${days} days, in your own time.`,
  link: 'Why did I (not) get an email?',
  next: {
    title: 'Next email',
    yourTime: (zone: string) => `Your time (${zone})`,
    utc: 'UTC',
    clocks: (date: string, byMinutes: number) =>
      `The clocks go ${byMinutes > 0 ? 'forward' : 'back'} by ${durationLabel(Math.abs(byMinutes))} on ${date}, before this email. It keeps to the time on your clock; in UTC it moves.`,
    moved: (wanted: string) => `${wanted} does not exist on that date, because the clocks jump over it.`,
    afterPause: 'The first one after the pause:',
    change: 'Change schedule',
    unknownZone: (zone: string) => `The time zone ${zone} is not one we know`,
    unknownZoneAdvice:
      'No daily email can be planned until you choose one like Europe/Berlin. Times below are in the zone of this device.',
  },
  log: {
    title: 'Date by date',
    range: (from: string, to: string) => `${from} to ${to}`,
    days: (count: number) => `${count} days`,
    onRequest: 'On request',
    daily: 'Daily email',
    matches: (count: number) => (count === 1 ? 'See the match' : `See the ${count} matches`),
    details: 'See details',
    opens: (what: string, when: string) => `${what} of ${when}`,
    nearMisses: 'Closest to a match:',
    failed: 'Your emails could not be read again; this is what was known before.',
  },
  outcome: {
    planned: (time: string) => `Planned for ${time}.`,
    underWay: 'Being prepared. Look again in a moment.',
    stopped: 'It was begun and has not been finished. No email is known to have left.',
    sent: (time: string) => `Sent at ${time}.`,
    delivered: (time: string) => `Sent at ${time} and delivered.`,
    late: (minutes: number) => `Delayed by ${durationLabel(minutes)} on our side.`,
    noMatches: 'Nothing new fitted everything you asked for, so no email was sent.',
    unknownNext: 'It is not sent again.',
    failedNext: 'Nothing was sent.',
    bounced: (time: string) => `Sent at ${time}, but your mail server did not take it.`,
    complained: (time: string) => `Sent at ${time}, then reported as spam.`,
  },
  badge: {
    late: 'Delayed',
    planned: 'Planned',
    none: 'No email',
  },
  noEmail: {
    beforeSignUp: 'Before you signed up.',
    notSetUp: 'You had not saved your preferences yet, so no email was planned.',
    dailyOff: 'The daily email is switched off.',
    paused: 'Emails are paused.',
    weekdayNotChosen: 'Not one of the days you chose.',
    stillToCome: 'Still to come today.',
    notPlanned: 'No email was planned.',
  } satisfies Record<NoEmailReason, string>,
  hold: {
    bounced: {
      title: 'Emails do not reach you',
      advice: 'Your mail server refused the last one. Check the address, then turn the email on again.',
    },
    complained: {
      title: 'Emails are stopped',
      advice: 'One was reported as spam, so none goes out. Turn them on again only if you want them.',
    },
    unsubscribed: {
      title: 'You unsubscribed from emails',
      advice: 'Matches still come when you ask for them here. You can turn the email on again.',
    },
    since: (date: string) => `Since ${date}.`,
    reason: (reason: string) => `The reason given: ${reason}`,
    action: 'Turn email on again',
    done: 'Email is on again',
    cancel: 'Leave it off',
    bounce: {
      title: 'Is this address right?',
      text: (email: string) =>
        `We send to ${email} again from now on. If the mail service still blocks the address after the bounce, the next email bounces too, and it says so here.`,
      action: 'Yes, the address is right',
    },
    consent: {
      title: 'Do you want these emails?',
      text: (email: string) =>
        `An email to ${email} was reported as spam. We send again only if you say that you want it. If the mail service still blocks the address, the next email bounces, and it says so here.`,
      action: 'Yes, send me emails again',
    },
  },
};
