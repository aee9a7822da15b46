import { cleanLine, isUnknown, type Read } from './cell-text';

// USPS Publication 28, appendix B, and Canada Post's province symbols.
const US_STATES =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,DC Washington DC,DC Washington D.C.,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,VI US Virgin Islands';
const CANADIAN_PROVINCES =
  'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,QC Québec,SK Saskatchewan,YT Yukon';

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

/** Countries whose regions have well-known codes. Elsewhere a city is directly below its country. */
export const REGION_CODES: Record<string, Map<string, string>> = {
  US: codesByName(US_STATES),
  CA: codesByName(CANADIAN_PROVINCES),
};

const REGION_NAMES: Record<string, Map<string, string>> = {
  US: namesByCode(US_STATES),
  CA: namesByCode(CANADIAN_PROVINCES),
};

function namesByCode(list: string): Map<string, string> {
  // The first of several names has priority.
  return new Map(
    list
      .split(',')
      .reverse()
      .map((entry) => [entry.slice(0, 2), entry.slice(3)] as const),
  );
}

/** The name of a region by its code, in a country whose regions have codes; undefined elsewhere. */
export function regionName(country: string, code: string): string | undefined {
  return REGION_NAMES[country]?.get(code);
}

/** A region's code in a country with well-known codes (`California` is `CA`), else its name. */
export function readRegion(raw: unknown, country: string | null): Read<string> {
  const place = readPlace(raw);
  if (!place.value || !country) return place;
  const codes = REGION_CODES[country];
  if (!codes) return place;
  const code = codes.get(place.value.toLowerCase());
  return code ? { value: code } : { problem: `is not a ${country === 'US' ? 'state' : 'province'} we know` };
}

/** Whether the name or code of a region in a file is the region of the place. */
export function isRegionOf(
  region: string,
  { country, region: code }: { country: string | null; region: string | null },
): boolean {
  if (country === null || code === null) return false;
  return REGION_CODES[country]?.get(region.toLowerCase()) === code;
}

/** The name of a place. A slash is replaced by a hyphen, because slashes separate the parts of a location path. */
export function readPlace(raw: unknown): Read<string> {
  const line = cleanLine(raw);
  if (isUnknown(line) || isUnknown(line.replace(/[\s/]+/g, ''))) return { value: null };
  const text = line.replace(/\s*\/\s*/g, '-');
  if (/[<>@]|https?:|^[\d\s.,-]+$/i.test(text)) return { problem: 'is not the name of a place' };
  return text.length <= 120 ? { value: text } : { problem: 'must be at most 120 characters' };
}
