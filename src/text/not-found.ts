export const notFoundText = {
  title: 'Page not found',
  advice: 'The address may be mistyped or out of date.',
  home: 'Go to the start page',
  browse: 'Browse startups',
};
