/** Shown in place of the app when its code does not load. A file of its own, because every first page load includes it. */
export const notStarted = 'This page did not load. Check your connection, then reload.';
