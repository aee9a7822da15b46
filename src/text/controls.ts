/** Text of the shared controls, the same on every page. */
export const controlText = {
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
  notifications: 'Notifications',
  dismiss: 'Dismiss',
};
