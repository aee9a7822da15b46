/** Shown when a part of the app does not load: `keep` above a page that stays, `advice` in place of a missing page. */
export const loadingText = {
  page: 'This page did not load',
  offline: {
    title: 'This could not be opened: there is no connection.',
    keep: 'This page stays as it is, with what you typed.',
    advice: 'We can’t reach the server. Check your connection, then try again.',
    action: 'Try again',
  },
  missing: {
    title: 'Part of the app could not be loaded.',
    keep: 'A newer version may be available. Save what you typed, then reload.',
    advice: 'A newer version may be available. Reload to get it.',
    action: 'Reload',
  },
  fault: {
    title: 'Something on this page went wrong.',
    keep: 'Try again. If the problem remains, reload the page.',
    advice: 'Something went wrong on our side. Reload to start over.',
    action: 'Reload',
  },
} as const;
