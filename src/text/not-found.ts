export const notFoundText = {
  title: 'There is no such page',
  advice: 'The address may be mistyped or out of date.',
  home: 'Go to the start page',
  browse: 'Browse startups',
};
