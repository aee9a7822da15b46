/** What is said when a part of the app does not load. `keep` is for a page that stays, `advice` for one that is not there. */
export const loadingText = {
  page: 'This page did not load',
  offline: {
    title: 'That could not be opened: there is no connection.',
    keep: 'This page stays as it is, with what you typed.',
    advice: 'There is no connection to the server. Check yours, then try again.',
    action: 'Try again',
  },
  missing: {
    title: 'Part of the app could not be loaded.',
    keep: 'A newer version may be out. Save what you typed, then reload to get it.',
    advice: 'A newer version may be out. Reload to get it.',
    action: 'Reload',
  },
  fault: {
    title: 'Something on this page went wrong.',
    keep: 'Try again what you did. If it stays like this, reload the page.',
    advice: 'Something went wrong on our side. Reload to begin again.',
    action: 'Reload',
  },
} as const;
