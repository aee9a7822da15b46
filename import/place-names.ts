import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';
import { cleanLine, isUnknown, type Read } from './values';

countries.registerLocale(english);

/** Names in use that ISO 3166 does not have, and codes it has withdrawn or keeps in reserve. */
const OTHER_NAMES = new Map(
  Object.entries({
    uk: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    'northern ireland': 'GB',
    'great britain': 'GB',
    usa: 'US',
    'u.s.': 'US',
    'u.s.a.': 'US',
    america: 'US',
    deutschland: 'DE',
    holland: 'NL',
    rom: 'RO',
    'south korea': 'KR',
    korea: 'KR',
    russia: 'RU',
    vietnam: 'VN',
    czechia: 'CZ',
    'czech republic': 'CZ',
    turkey: 'TR',
    'ivory coast': 'CI',
    'hong kong': 'HK',
    taiwan: 'TW',
  }),
);

/** ISO 3166-1 alpha-2 from alpha-2, alpha-3 or an English name. */
export function readCountry(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const upper = text.toUpperCase();
  const other = OTHER_NAMES.get(text.toLowerCase());
  const byCode = /^[A-Z]{2,3}$/.test(upper) && countries.isValid(upper) ? countries.toAlpha2(upper) : undefined;
  const code = other ?? byCode ?? countries.getAlpha2Code(text, 'en');
  return code ? { value: code } : { problem: 'is not a country we know; use its ISO code or English name' };
}

// USPS Publication 28, appendix B, and Canada Post's province symbols.
const US_STATES =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,DC Washington DC,DC Washington D.C.,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,VI US Virgin Islands';
const CANADIAN_PROVINCES =
  'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon';

function codesByName(list: string): Map<string, string> {
  return new Map(
    list
      .split(',')
      .flatMap((entry) => [
        [entry.slice(3).toLowerCase(), entry.slice(0, 2)] as const,
        [entry.slice(0, 2).toLowerCase(), entry.slice(0, 2)] as const,
      ]),
  );
}

const REGION_CODES: Record<string, Map<string, string>> = {
  US: codesByName(US_STATES),
  CA: codesByName(CANADIAN_PROVINCES),
};

/** A region's code where the country has well-known ones (`California` in the US is `CA`), else its name. */
export function readRegion(raw: unknown, country: string | null): Read<string> {
  const place = readPlace(raw);
  if (!place.value || !country) return place;
  return { value: REGION_CODES[country]?.get(place.value.toLowerCase()) ?? place.value };
}

/** A place's name. A slash would split it in a location path, so it becomes a hyphen. */
export function readPlace(raw: unknown): Read<string> {
  const text = cleanLine(raw).replace(/\s*\/\s*/g, '-');
  if (isUnknown(text) || isUnknown(text.replaceAll('-', ''))) return { value: null };
  return text.length <= 120 ? { value: text } : { problem: 'must be at most 120 characters' };
}

export interface PlaceParts {
  country: string | null;
  region: string | null;
  city: string | null;
}

/**
 * A place in one cell: `San Francisco, CA, USA`, `San Francisco, California`, `Berlin, Germany`, `Germany`, or a path
 * like `US/CA/San Francisco`. A lone `CA` is refused, because it is California and Canada.
 */
export function readLocation(raw: unknown): Read<PlaceParts> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const path = /^[A-Za-z]{2,3}\//.test(text);
  const parts = text
    .split(path ? '/' : ',')
    .map((part) => part.trim())
    .filter((part) => !isUnknown(part));
  if (path) parts.reverse();
  if (parts.length === 0) return { value: null };
  if (parts.length > 3) return { problem: 'is not a place like San Francisco, CA, USA' };

  const last = parts.at(-1)!;
  const stateOfUs = REGION_CODES.US!.get(last.toLowerCase()) ?? null;
  if (parts.length === 1 && stateOfUs && last.length === 2)
    return { problem: 'may be a state or a country; add the country' };
  if (stateOfUs && parts.length === 2 && !path) {
    return { value: { country: 'US', region: stateOfUs, city: readPlace(parts[0]).value ?? null } };
  }
  const country = readCountry(last).value ?? null;
  if (!country) {
    return { problem: 'ends in no country we know; use a place like San Francisco, CA, USA' };
  }
  const region = parts.length === 3 || (path && parts.length === 2) ? parts.at(-2) : null;
  const city = parts.length === 3 || (!path && parts.length === 2) ? parts[0] : null;
  return { value: { country, region: readRegion(region, country).value ?? null, city: readPlace(city).value ?? null } };
}
