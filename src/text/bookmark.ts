import type { BookmarkStatus, PassReason } from '../../amplify/domain/bookmark';

export const BOOKMARK_STATUS_LABELS: Record<BookmarkStatus, string> = {
  saved: 'Saved',
  contacted: 'Contacted',
  meeting: 'Meeting',
  dueDiligence: 'Due diligence',
  invested: 'Invested',
  passed: 'Passed',
};

export const PASS_REASON_LABELS: Record<PassReason, string> = {
  industry: 'Industry',
  stage: 'Stage',
  location: 'Location',
  amount: 'Amount',
  team: 'Team',
  knownAlready: 'Already known',
  other: 'Something else',
};
