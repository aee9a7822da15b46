import type { DigestStatus } from '../../amplify/domain/digest/status';
import { countLabel } from './moments';

export const recommendationsText = {
  title: 'Matches',
  description: 'Every email and every run you asked for, newest first.',
  run: 'Get recommendations',
  back: 'All matches',
  of: (when: string) => `Matches of ${when}`,
  yourRun: 'Your run',
  instant: 'On request',
  daily: 'Daily email',
  list: {
    title: 'Past matches',
    more: (count: number) => `and ${count} more`,
    empty: 'No matches yet',
    emptyAdvice: 'Get recommendations now, and each morning after that by email.',
    open: (when: string) => `Open the matches of ${when}`,
  },
  progress: {
    title: 'Your run',
    steps: {
      matching: { label: 'Matching', text: 'Ranking every listed startup against your preferences' },
      checking: { label: 'Checking', text: 'Looking at what is new to you' },
      emailing: { label: 'Emailing', text: 'Sending what was found to your address' },
      done: { label: 'Done', text: 'Finished' },
    },
    starting: 'Starting',
    state: { waiting: 'waiting', active: 'under way', done: 'done', skipped: 'not needed', failed: 'failed' },
    stuck: {
      title: 'Your run takes longer than usual',
      advice: 'It goes on without this page. Look again in a moment; nothing is sent twice.',
      action: 'Look again',
    },
  },
  result: {
    title: (count: number) => (count === 1 ? '1 match' : `${count} matches`),
    total: (shown: number, total: number) => `The best ${shown} of ${countLabel(total)} candidates.`,
    all: (total: number) => (total === 1 ? 'The only candidate.' : `All ${total} candidates.`),
    nearMisses: 'More would fit with a small change',
    nearMissesAdvice: 'Each line is counted on today’s startups, not estimated.',
    adjustAll: 'Adjust preferences',
  },
  noMatches: {
    title: 'Nothing new fits everything you asked for',
    advice:
      'So no email was sent. A startup that was proposed before, or that you saved or passed on, is not repeated.',
    adviceMisses: 'The smallest changes that would bring matches',
  },
  notFound: {
    title: 'There are no matches under this address',
    advice: 'The link may be incomplete, or the run belongs to another account.',
  },
  outcome: {
    emailed: (when: string) => `Emailed to you on ${when}.`,
    delivered: (when: string) => `Emailed to you on ${when} and delivered.`,
    skipped: {
      title: 'No email went out for this run',
      next: 'When email comes is set in your preferences.',
    },
    rejected: {
      title: 'The email was refused',
      next: 'Your matches are here all the same.',
    },
    unknown: {
      title: 'We don’t know whether the email arrived',
      next: 'It is not sent again, so that you never get it twice. Your matches are here.',
    },
    failed: {
      title: 'This run failed',
      next: 'Nothing was sent. If it fails again, wait a few minutes.',
    },
    missed: {
      title: 'This email was missed',
      next: 'The next one is planned.',
    },
    bounced: {
      title: 'Your mail server refused this email',
      next: 'Your matches are here. Check your address in the preferences; emails stay off until then.',
    },
    complained: {
      title: 'This email was reported as spam',
      next: 'So no more go out. Turn them on again in your preferences if that was a mistake.',
    },
  },
};

export const DIGEST_STATUS_LABELS: Record<DigestStatus, string> = {
  planned: 'Planned',
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
