import type { DigestStatus } from '../../amplify/domain/digest/status';
import { countLabel } from './moments';

export const recommendationsText = {
  title: 'Matches',
  description: 'Every daily email and every run you started, newest first.',
  run: 'Get recommendations',
  back: 'All matches',
  of: (when: string) => `Matches from ${when}`,
  yourRun: 'Your run',
  instant: 'On request',
  daily: 'Daily email',
  list: {
    title: 'Past matches',
    more: (count: number) => `and ${count} more`,
    empty: 'No matches yet',
    emptyAdvice: 'Get recommendations now, and each morning after that by email.',
    open: (when: string) => `Open the matches from ${when}`,
  },
  progress: {
    title: 'Your run',
    steps: {
      matching: { label: 'Matching', text: 'Ranking every listed startup against your preferences' },
      checking: { label: 'Checking', text: 'Checking which matches are new to you' },
      emailing: { label: 'Emailing', text: 'Sending the matches to your address' },
      done: { label: 'Done', text: 'Finished' },
    },
    starting: 'Starting',
    state: { waiting: 'waiting', active: 'in progress', done: 'done', skipped: 'not needed', failed: 'failed' },
    stuck: {
      title: 'Your run is taking longer than usual',
      advice: 'It continues even if you leave this page. Check again in a moment. Nothing is sent twice.',
      action: 'Check again',
    },
  },
  result: {
    title: (count: number) => (count === 1 ? '1 match' : `${count} matches`),
    total: (shown: number, total: number) => `The best ${shown} of ${countLabel(total)} candidates.`,
    all: (total: number) => (total === 1 ? 'The only candidate.' : `All ${total} candidates.`),
    nearMisses: 'More would fit with a small change',
    nearMissesAdvice: 'These are exact counts for today’s catalog.',
    adjustAll: 'Adjust preferences',
  },
  noMatches: {
    title: 'No new startups match your preferences',
    advice: 'No email was sent. Startups that we sent you before, and those you saved or passed on, are not repeated.',
    adviceMisses: 'The smallest changes that would bring matches',
  },
  notFound: {
    title: 'No matches at this address',
    advice: 'The link may be incomplete, or the run belongs to another account.',
  },
  outcome: {
    emailed: (when: string) => `Emailed to you on ${when}.`,
    delivered: (when: string) => `Emailed to you on ${when} and delivered.`,
    skipped: {
      title: 'No email went out for this run',
      next: 'You can change your schedule in the preferences.',
    },
    rejected: {
      title: 'The email was refused',
      next: 'Your matches are still here.',
    },
    unknown: {
      title: 'We don’t know whether the email arrived',
      next: 'We won’t send it again, so that you never get it twice. Your matches are here.',
    },
    failed: {
      title: 'This run failed',
      next: 'Nothing was sent. If it fails again, wait a few minutes.',
    },
    missed: {
      title: 'This email was not sent',
      next: 'The next one is scheduled.',
    },
    bounced: {
      title: 'Your mail server refused this email',
      next: 'Your matches are here. Emails stay off until you confirm your address in the preferences.',
    },
    complained: {
      title: 'This email was reported as spam',
      next: 'We stopped sending. If that was a mistake, turn email back on in your preferences.',
    },
  },
};

export const DIGEST_STATUS_LABELS: Record<DigestStatus, string> = {
  planned: 'Scheduled',
  matching: 'Matching',
  matched: 'Matched',
  claimed: 'Emailing',
  sending: 'Emailing',
  sent: 'Emailed',
  noMatches: 'No matches',
  skipped: 'Not emailed',
  rejected: 'Refused',
  unknown: 'Unclear',
  missed: 'Missed',
  failed: 'Failed',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Reported',
};
