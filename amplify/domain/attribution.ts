/** Who has to be named wherever their facts are shown, under which licence, with a link to them. */
export interface Attribution {
  name: string;
  licence: string | null;
  url: string;
}

const CRUNCHBASE = { name: 'Crunchbase', licence: null, url: 'https://www.crunchbase.com' } as const;

/** The source of a startup as the importer was told it (`--source`), or how it begins. */
const BY_SOURCE: [RegExp, Attribution][] = [
  [/^crunchbase-2013$/i, { ...CRUNCHBASE, name: 'Crunchbase October 2013 snapshot', licence: 'CC-BY' }],
  [/^crunchbase\b/i, CRUNCHBASE],
];

/** Whom startups of these sources have to name, each once, in the order of the sources. Most sources ask for nothing. */
export function attributionsOf(sources: Iterable<string | null | undefined>): Attribution[] {
  const named = new Set<Attribution>();
  for (const source of new Set(sources)) {
    const found = source && BY_SOURCE.find(([pattern]) => pattern.test(source));
    if (found) named.add(found[1]);
  }
  return [...named];
}
