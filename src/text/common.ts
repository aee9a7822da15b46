/*
 * All words of the interface live in src/text, one file per page, so that a second language is a second folder. The
 * words for the data's own codes (stages, industries, places) come from amplify/domain/labels.ts.
 */

export const productName = 'Firstlight';

export const pageTitles = {
  landing: 'Firstlight: the right startups, every morning',
  signIn: 'Sign in',
  dashboard: 'Dashboard',
  browse: 'Browse startups',
  startup: 'Startup',
  preferences: 'Preferences',
  recommendations: 'Recommendations',
  portfolio: 'Portfolio',
  delivery: 'Emails',
  notFound: 'Page not found',
};

export const navigationText = {
  main: 'Main',
  account: 'Account',
  skip: 'Skip to content',
  home: 'Firstlight, home',
  dashboard: 'Dashboard',
  recommendations: 'Matches',
  browse: 'Browse',
  portfolio: 'Portfolio',
  delivery: 'Emails',
  preferences: 'Preferences',
  signIn: 'Sign in',
  signUp: 'Create account',
  openApp: 'Open dashboard',
  signOut: 'Sign out',
  signedInAs: 'Signed in as',
};

export const themeText = {
  label: 'Theme',
  system: 'System',
  light: 'Light',
  dark: 'Dark',
};

export const footerText = {
  facts: 'Startup facts:',
};

export const commonText = {
  timesIn: (zone: string) => `Times are in the ${zone} time zone, which you chose in your preferences.`,
  retry: 'Try again',
  close: 'Close',
  undo: 'Undo',
  loading: 'Loading',
  optional: 'optional',
  clear: 'Clear',
  remove: (label: string) => `Remove ${label}`,
  nothingFound: 'Nothing fits that search',
  moreOptions: (count: string) => `${count} more: type to narrow`,
  showOptions: 'Show options',
  unknown: 'Unknown',
  amountUnknown: 'Amount unknown',
  offline: 'You are offline. What you see may be old; nothing you typed is lost.',
  notifications: 'Notifications',
  dismiss: 'Dismiss',
};

export const matchText = {
  scoreLabel: (score: number) => `Score ${score} of 100`,
  reasons: 'Why it is here',
  unknown: 'Musts that are unknown',
  points: (points: number, most?: number | null) =>
    typeof most === 'number' ? `${points.toFixed(1)} of ${most.toFixed(1)}` : points.toFixed(1),
  pointsLabel: (points: number, most?: number | null) =>
    typeof most === 'number' ? `${points} of at most ${most} points` : `${points} points`,
  newRound: (stage: string) => `New round since it was last sent: ${stage}`,
  website: (name: string) => `Website of ${name}`,
  save: 'Save',
  pass: 'Pass',
  undo: 'Undo',
  saveNamed: (name: string) => `Save ${name}`,
  passNamed: (name: string) => `Pass on ${name}`,
  undoNamed: (name: string) => `Undo passing on ${name}`,
  passedWhy: 'Passed, and not proposed again before a new round. Why? Your ranking learns from it.',
};
