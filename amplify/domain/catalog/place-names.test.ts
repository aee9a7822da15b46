import { describe, expect, it } from 'vitest';
import { isPlaceNamed } from './place-names';

describe('a place is found by the text that people type', () => {
  it.each([
    ['US/FL/Orlando', 'orl'],
    ['US/FL/Orlando', 'ORLANDO '],
    ['US/FL/Orlando', 'Orlando, FL'],
    ['US/FL/Orlando', 'orlando fl'],
    ['US/NY/New York', 'york'],
    ['US/NY', 'new york'],
    ['US', 'united'],
    ['US/NC/Winston-Salem', 'winston salem'],
    ['US/NC/Winston-Salem', 'winston-salem'],
    ['US/MO/St. Louis', 'st louis'],
    ['DE//Berlin', 'berlin, germany'],
    ['DE/Bavaria/Munich', 'Munich, Ger'],
    ['BR//São Paulo', 'sao paulo'],
    ['PL//Łódź', 'lodz'],
    ['JP//東京', '東京'],
  ])('%s is found by %j', (path, text) => {
    expect(isPlaceNamed(path, text)).toBe(true);
  });

  it.each([
    ['DE//Berlin', 'germany'],
    ['DE//Berlin', 'erlin'],
    ['DE//Berlin', 'berlin, france'],
    ['US/FL/Orlando', 'fl'],
    ['US/FL/Orlando', ''],
    ['US/FL/Orlando', ' , '],
    ['US/FL/Orlando', '...'],
  ])('%s is not found by %j', (path, text) => {
    expect(isPlaceNamed(path, text)).toBe(false);
  });
});
