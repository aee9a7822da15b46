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
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming';
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
