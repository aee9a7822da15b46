import { describe, expect, it } from 'vitest';
import { canonicalPlace } from './canonical-place';
import { readLocation } from './read-location';

const pathOf = ({ country, region, city }: { country: string | null; region: string | null; city: string | null }) =>
  [country, region, city].map((part) => part ?? '').join('/');

describe('a place in one cell', () => {
  it.each([
    // Two letters that are a state and a country: the city decides.
    ['Berlin, DE', 'DE//Berlin'],
    ['Wilmington, DE', 'US/DE/Wilmington'],
    ['Dover, DE', 'US/DE/Dover'],
    ['Köln, DE', 'DE//Cologne'],
    ['Bengaluru, IN', 'IN//Bengaluru'],
    ['Gary, IN', 'US/IN/Gary'],
    ['Toronto, CA', 'CA/ON/Toronto'],
    ['London, CA', 'CA/ON/London'],
    ['San Francisco, CA', 'US/CA/San Francisco'],
    ['Richmond, CA', 'US/CA/Richmond'],
    ['Ontario, CA', 'US/CA/Ontario'],
    ['Tel Aviv, IL', 'IL//Tel Aviv'],
    ['Springfield, IL', 'US/IL/Springfield'],
    ['Medellin, CO', 'CO//Medellín'],
    ['Aurora, CO', 'US/CO/Aurora'],
    ['Casablanca, MA', 'MA//Casablanca'],
    ['Salem, MA', 'US/MA/Salem'],
    ['Buenos Aires, AR', 'AR//Buenos Aires'],
    ['Little Rock, AR', 'US/AR/Little Rock'],
    ['Panama City, PA', 'PA//Panama City'],
    ['Tirana, AL', 'AL//Tirana'],
    ['Mobile, AL', 'US/AL/Mobile'],
    ['Moscow, ID', 'US/ID/Moscow'],
    // A name that is a state and a country, or a state and a city.
    ['Tbilisi, Georgia', 'GE//Tbilisi'],
    ['Atlanta, Georgia', 'US/GA/Atlanta'],
    ['Athens, GA', 'US/GA/Athens'],
    ['Georgia, USA', 'US/GA/'],
    ['New York, USA', 'US/NY/New York'],
    ['New York', 'US/NY/'],
    ['California', 'US/CA/'],
    ['Quebec', 'CA/QC/'],
    // States and provinces.
    ['Paris, TX', 'US/TX/Paris'],
    ['Portland, OR', 'US/OR/Portland'],
    ['Vancouver, WA', 'US/WA/Vancouver'],
    ['Vancouver, BC', 'CA/BC/Vancouver'],
    ['London, ON', 'CA/ON/London'],
    ['Smallville, Texas', 'US/TX/Smallville'],
    ['Brooklyn, New York, NY', 'US/NY/Brooklyn'],
    // Without a region, with various separators, and with a region in a country without region codes.
    ['Berlin; Germany', 'DE//Berlin'],
    ['Berlin | Germany', 'DE//Berlin'],
    ['Berlin - Germany', 'DE//Berlin'],
    ['London, United Kingdom', 'GB//London'],
    ['London, England, UK', 'GB//London'],
    ['Munich, Bavaria, Germany', 'DE//Munich'],
    ['Sydney, NSW, Australia', 'AU//Sydney'],
    ['Berlin, Berlin, Germany', 'DE//Berlin'],
    ['São Paulo, Brasil', 'BR//São Paulo'],
    ['Springfield, USA', 'US//Springfield'],
    // Paths, as exports of the product write them.
    ['US/CA/San Francisco', 'US/CA/San Francisco'],
    ['DE//Berlin', 'DE//Berlin'],
    ['US/CA', 'US/CA/'],
    ['DE', null],
    // A city alone, where no other city of that name is likely.
    ['Berlin', 'DE//Berlin'],
    ['Bangalore', 'IN//Bengaluru'],
    ['London', 'GB//London'],
    ['Singapore', 'SG//'],
    ['Hong Kong', 'HK//'],
    ['Mitte, Berlin', 'DE//Berlin'],
    ['Palo Alto, San Francisco', null],
    ['Cambridge', null],
    ['Birmingham', null],
    ['Washington', null],
    ['Georgia', null],
    ['CA', null],
    ['Smallville, CA', null],
    ['Nowhere', null],
    ['a, b, c, d', null],
    ['#REF!, DE', null],
    // Areas, lists, and no place.
    ['San Francisco Bay Area', 'US/CA/'],
    ['Greater Boston Area', 'US/MA/Boston'],
    ['Los Angeles Metropolitan Area', 'US/CA/Los Angeles'],
    ['San Francisco, CA, USA; Remote', 'US/CA/San Francisco'],
    ['Remote', ''],
    ['n/a', ''],
    ['Berlin, Remote', 'DE//Berlin'],
  ])('%s', (text, path) => {
    const { value, problem } = readLocation(text);
    if (path === null) expect(problem, JSON.stringify(value)).toBeTruthy();
    else expect(value ? pathOf(value) : '').toBe(path);
  });

  it.each([
    ['Smallville, CA', { fileCountry: 'US' }, 'US/CA/Smallville'],
    ['Smallville, CA', { fileCountry: 'CA' }, 'CA//Smallville'],
    ['Cambridge', { fileCountry: 'GB' }, 'GB//Cambridge'],
    ['CA', { fileCountry: 'US' }, 'US/CA/'],
    ['Berlin', { fileCountry: 'US' }, 'DE//Berlin'],
    ['Santiago', { country: 'CV' }, 'CV//Santiago'],
    ['Berlin', { country: 'US' }, 'US//Berlin'],
    ['Georgia', { country: 'US' }, 'US/GA/'],
    ['Georgia', { country: 'GE' }, 'GE//'],
    ['Toronto, CA', { country: 'CA' }, 'CA/ON/Toronto'],
  ])('%s, with %j', (text, hints, path) => {
    expect(pathOf(readLocation(text, hints).value!)).toBe(path);
  });

  it('that stays ambiguous is refused with its possible readings', () => {
    expect(readLocation('Smallville, CA').problem).toBe('may be in California or Canada; add the country');
  });
});

describe('spellings of one place have one canonical form', () => {
  it.each([
    ['US', 'NY', ['New York', 'NEW YORK', 'new york', 'New York City', 'NYC', 'new york city'], 'US/NY/New York'],
    ['US', null, ['New York City', 'NYC', 'New York'], 'US/NY/New York'],
    ['US', 'CA', ['San Francisco', 'SAN FRANCISCO', 'san francisco', 'SF'], 'US/CA/San Francisco'],
    ['US', 'CA', ['SAN MATEO', 'San Mateo'], 'US/CA/San Mateo'],
    ['US', 'DC', ['Washington', 'Washington DC', 'Washington D.C.'], 'US/DC/Washington'],
    ['CA', 'QC', ['Montreal', 'Montréal', 'MONTREAL'], 'CA/QC/Montréal'],
    ['CA', null, ['Montreal'], 'CA/QC/Montréal'],
    ['DE', null, ['München', 'Munich', 'MUENCHEN', 'munich'], 'DE//Munich'],
    ['DE', 'Bavaria', ['München', 'Munich'], 'DE//Munich'],
    ['DE', 'Berlin', ['Berlin', null], 'DE//Berlin'],
    ['DE', 'Bavaria', [null], 'DE/Bavaria/'],
    ['IN', 'Karnataka', ['Bangalore', 'Bengaluru', 'BENGALURU'], 'IN//Bengaluru'],
    ['IN', null, ['Gurgaon', 'Gurugram'], 'IN//Gurugram'],
    ['UA', null, ['Kiev', 'Kyiv'], 'UA//Kyiv'],
    ['CH', 'ZH', ['Zürich', 'Zurich', 'Zuerich'], 'CH//Zürich'],
    ['CV', null, ['são vicente', 'SÃO VICENTE', 'São Vicente'], 'CV//São Vicente'],
  ])('%s/%s %j', (country, region, cities, path) => {
    for (const city of cities) expect(pathOf(canonicalPlace({ country, region, city })), String(city)).toBe(path);
  });
});
