import { countLabel } from './moments';

export const dashboardText = {
  title: 'Dashboard',
  run: 'Get recommendations',
  running: 'See the run',
  welcome: {
    title: 'Say what you look for',
    advice:
      'Industries, stages, places and a ticket size are enough to start. Firstlight then ranks every startup for you, on screen at once and by email each morning.',
    action: 'Set preferences',
    browse: 'Browse startups first',
  },
  latest: {
    title: 'Latest matches',
    all: 'See all reasons',
    count: (shown: number, total: number) => `The best ${shown} of ${countLabel(total)} candidates`,
    empty: 'No matches yet',
    emptyAdvice: 'Ask for recommendations now, or wait for the next morning.',
    noMatches: 'Nothing new fits everything you asked for',
    noMatchesAdvice: 'No email went out. The smallest changes that would bring matches:',
    adjust: 'Adjust preferences',
  },
  email: {
    title: 'Next email',
    localTime: (zone: string) => `your time, ${zone}`,
    off: 'Daily email is off',
    offAdvice: 'Matches come when you ask for them here. Turn the email on in your preferences.',
    paused: (date: string) => `Paused until ${date}`,
    pausedAdvice: 'Emails go out again from that day. You can end the pause at any time.',
    none: 'Not planned yet',
    noneAdvice: 'Save your preferences to plan it.',
    change: 'Change',
    days: { every: 'Every day', weekdays: 'Monday to Friday' },
  },
  emailStatus: {
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
    action: 'Open preferences',
  },
  portfolio: {
    title: 'Portfolio',
    open: 'Open',
    empty: 'Nothing saved yet',
    emptyAdvice: 'Save a startup from your matches or from browsing.',
    browse: 'Browse startups',
    recent: 'Saved last',
    passed: (count: number) => `${count} passed`,
  },
  criteria: {
    title: 'What you look for',
    edit: 'Edit',
    any: 'Any',
    must: 'must',
    ticket: 'Ticket size',
    upTo: (amount: string) => `up to ${amount}`,
    from: (amount: string) => `from ${amount}`,
    between: (minimum: string, maximum: string) => `${minimum} to ${maximum}`,
    more: (count: number) => `+${count} more`,
  },
};
