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
  recommendations: 'Matches',
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

export const shellText = {
  timesIn: (zone: string) => `Times are in the ${zone} time zone, as set in your preferences.`,
  offline: 'You are offline. This page may be out of date. Nothing you typed is lost.',
};
