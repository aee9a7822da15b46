/** A source that must be named wherever its facts are shown, with its licence and a link. */
export interface Attribution {
  name: string;
  licence: string | null;
  url: string;
}

const CRUNCHBASE = { name: 'Crunchbase', licence: null, url: 'https://www.crunchbase.com' } as const;

/** The source of a startup as given to the importer (`--source`), or its beginning. */
const BY_SOURCE: [RegExp, Attribution][] = [
  [/^crunchbase-2013$/i, { ...CRUNCHBASE, name: 'Crunchbase October 2013 snapshot', licence: 'CC-BY' }],
  [/^crunchbase\b/i, CRUNCHBASE],
];

/** The attributions that these sources require, each once, in the order of the sources. Most sources require none. */
export function attributionsOf(sources: Iterable<string | null | undefined>): Attribution[] {
  const named = new Set<Attribution>();
  for (const source of new Set(sources)) {
    const found = source && BY_SOURCE.find(([pattern]) => pattern.test(source));
    if (found) named.add(found[1]);
  }
  return [...named];
}
