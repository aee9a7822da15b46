/** In the place of a page whose code did not load. On its own, since every first load carries it. */
export const notStarted = 'This page did not load. Check your connection, then reload.';
