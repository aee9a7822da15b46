/*
 * All text of the interface is in src/text, one file per page, so that a second language is a second folder. The labels
 * of the data's codes (stages, industries, places) are in amplify/domain/labels.ts.
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
  nothingFound: 'Nothing found',
  moreOptions: (count: string) => `${count} more: type to narrow`,
  showOptions: 'Show options',
  amountUnknown: 'Amount unknown',
  offline: 'You are offline. This page may be out of date. Nothing you typed is lost.',
  notifications: 'Notifications',
  dismiss: 'Dismiss',
};

export const matchText = {
  scoreLabel: (score: number) => `Score ${score} of 100`,
  reasons: 'Why this startup',
  unknown: 'Unknown must-haves',
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
  passedWhy:
    'Passed. We won’t recommend it again unless it raises a new round. Why did you pass? Your ranking learns from the reason.',
};
