import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';
import { cleanLine, isUnknown, type Read } from './cell-text';

countries.registerLocale(english);

/** Common names that ISO 3166 does not list, and codes that it has withdrawn or reserved. */
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
    germania: 'DE',
    españa: 'ES',
    italia: 'IT',
    brasil: 'BR',
    österreich: 'AT',
    schweiz: 'CH',
    suisse: 'CH',
    holland: 'NL',
    'the netherlands': 'NL',
    rom: 'RO',
    'south korea': 'KR',
    korea: 'KR',
    russia: 'RU',
    vietnam: 'VN',
    czechia: 'CZ',
    'czech republic': 'CZ',
    turkey: 'TR',
    'ivory coast': 'CI',
    'cape verde': 'CV',
    'cabo verde': 'CV',
    'hong kong': 'HK',
    taiwan: 'TW',
    uae: 'AE',
    中国: 'CN',
    日本: 'JP',
  }),
);

/** ISO 3166-1 alpha-2 from alpha-2, alpha-3 or an English name. */
export function readCountry(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const code = countryCode(text);
  return code ? { value: code } : { problem: 'is not a country we know; use its ISO code or English name' };
}

/** ISO 3166-1 alpha-2 of a country's code or name; null for anything else. */
export function countryCode(text: string): string | null {
  const upper = text.toUpperCase();
  const other = OTHER_NAMES.get(text.toLowerCase());
  const byCode = /^[A-Z]{2,3}$/.test(upper) && countries.isValid(upper) ? countries.toAlpha2(upper) : undefined;
  return other ?? byCode ?? countries.getAlpha2Code(text, 'en') ?? null;
}

/** The English name of a country of ISO 3166-1 alpha-2; the code itself when it has none. */
export function countryName(code: string): string {
  return countries.getName(code, 'en') ?? code;
}
