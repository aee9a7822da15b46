/** What a column may tell. `state` is kept apart from `region`: exports like Crunchbase's use `region` for a metro area. */
const FIELDS = [
  'id',
  'name',
  'industry',
  'fundingStage',
  'fundingAmount',
  'fundingTotal',
  'currency',
  'country',
  'state',
  'region',
  'city',
  'location',
  'website',
  'description',
  'tags',
  'foundedYear',
  'teamSize',
  'listedAt',
  'status',
  'source',
] as const;
export type Field = (typeof FIELDS)[number];

/** Names a column goes by, the most telling first; letter case, spaces and punctuation do not matter. */
const ALIASES: Record<Field, readonly string[]> = {
  id: ['id', 'startup_id', 'permalink', 'company_permalink', 'company_id', 'slug', 'uuid'],
  name: [
    'name',
    'startup_name',
    'company_name',
    'startup',
    'company',
    'organization_name',
    'organization',
    'organisation',
  ],
  industry: ['industry', 'category', 'category_code', 'company_category_code', 'sector', 'vertical', 'market'],
  fundingStage: [
    'funding_stage',
    'stage',
    'funding_round_type',
    'round_type',
    'funding_round',
    'round',
    'series',
    'last_funding_type',
  ],
  fundingAmount: [
    'funding_amount',
    'funding_amount_usd',
    'amount',
    'amount_usd',
    'raised_amount_usd',
    'raised_amount',
    'last_funding_amount',
    'round_size',
    'ask',
    'raising',
    'raised',
    'funding',
  ],
  fundingTotal: ['funding_total_usd', 'funding_total', 'total_funding_usd', 'total_funding', 'total_raised'],
  currency: ['currency', 'currency_code', 'raised_currency_code', 'raised_amount_currency_code', 'funding_currency'],
  country: ['country', 'country_code', 'company_country_code', 'country_name', 'hq_country'],
  state: ['state', 'state_code', 'company_state_code', 'province', 'province_code', 'region_code'],
  region: ['region', 'company_region', 'region_name', 'area'],
  city: ['city', 'company_city', 'town', 'hq_city'],
  location: ['location', 'place', 'headquarters', 'hq', 'hq_location', 'address'],
  website: ['website', 'url', 'homepage', 'homepage_url', 'website_url', 'company_url', 'web', 'domain', 'link'],
  description: ['description', 'short_description', 'overview', 'about', 'summary', 'pitch', 'tagline'],
  tags: ['tags', 'tag_list', 'keywords', 'categories', 'category_list'],
  foundedYear: ['founded_year', 'year_founded', 'founded', 'founded_at', 'founded_on', 'founding_year'],
  teamSize: ['team_size', 'employees', 'number_of_employees', 'employee_count', 'headcount', 'team'],
  listedAt: [
    'listed_at',
    'funded_at',
    'announced_at',
    'announced_on',
    'last_funding_at',
    'last_funding_on',
    'round_date',
    'date',
  ],
  status: ['listed', 'status', 'company_status', 'operating_status'],
  source: ['source', 'data_source'],
};

/** Columns that only a list of rounds has. Its rows are joined to their startup, and the newest counts. */
const ROUND_COLUMNS = ['funding_round_type', 'raised_amount_usd', 'raised_amount', 'round_type'];

function plainName(column: string): string {
  return column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const FIELD_BY_COLUMN = new Map<string, { field: Field; rank: number }>(
  FIELDS.flatMap((field) => ALIASES[field].map((alias, rank) => [plainName(alias), { field, rank }] as const)),
);
const ROUND_NAMES = new Set(ROUND_COLUMNS.map(plainName));

export interface Layout {
  /** Columns of each field, the most telling first. */
  columns: Partial<Record<Field, string[]>>;
  isRound: boolean;
  /** Columns that mean nothing to the importer. */
  unknown: string[];
}

const layouts = new Map<string, Layout>();

/** What the columns of a row mean. Rows of one file mostly share them, so the answer is kept. */
export function layoutOf(columns: readonly string[]): Layout {
  const key = columns.join('\u0000');
  let layout = layouts.get(key);
  if (!layout) {
    if (layouts.size > 1000) layouts.clear();
    layout = recognise(columns);
    layouts.set(key, layout);
  }
  return layout;
}

function recognise(columns: readonly string[]): Layout {
  const ranked: Partial<Record<Field, { column: string; rank: number }[]>> = {};
  const unknown: string[] = [];
  for (const column of columns) {
    const known = FIELD_BY_COLUMN.get(plainName(column));
    if (known) (ranked[known.field] ??= []).push({ column, rank: known.rank });
    else unknown.push(column);
  }
  const sorted: Partial<Record<Field, string[]>> = {};
  for (const field of FIELDS) {
    const found = ranked[field];
    if (found) sorted[field] = found.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
  }
  return { columns: sorted, isRound: columns.some((column) => ROUND_NAMES.has(plainName(column))), unknown };
}
