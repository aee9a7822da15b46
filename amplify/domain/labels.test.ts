import { describe, expect, test } from 'vitest';
import { longDateLabel, fundingStageLabel, industryLabel, placeLabel, usdLabel, weekdayDateLabel } from './labels';

describe('labels', () => {
  test.each([
    ['network_hosting', 'Networks and hosting'],
    ['real_estate', 'Real estate'],
    ['constructor', 'Constructor'],
    ['b2b', 'B2B'],
    ['b2c', 'B2C'],
    ['saas', 'SaaS'],
    ['b2b_saas', 'B2B SaaS'],
    ['enterprise_saas', 'Enterprise SaaS'],
    ['ai', 'AI'],
    ['ai_and_ml', 'AI and ML'],
    ['ai/ml', 'AI/ML'],
    ['ar_vr', 'AR/VR'],
    ['ar/vr', 'AR/VR'],
    ['iot', 'IoT'],
    ['industrial_iot', 'Industrial IoT'],
    ['api', 'API'],
    ['hr_tech', 'HR tech'],
    ['it_services', 'IT services'],
    ['mhealth', 'mHealth'],
    ['defi', 'DeFi'],
    ['ios', 'iOS'],
    ['3d_printing', '3D printing'],
    ['air_travel', 'Air travel'],
    ['prefab', 'Prefab'],
  ])('industry %s reads %s', (code, label) => expect(industryLabel(code)).toBe(label));

  test.each([
    ['series-a', 'Series A'],
    ['series-c+', 'Series C or later'],
  ])('stage %s reads %s', (code, label) => expect(fundingStageLabel(code)).toBe(label));

  test.each([
    ['US/CA/San Francisco', 'San Francisco, CA'],
    ['US/CA', 'California'],
    ['US', 'United States'],
    ['DE/Bavaria/Munich', 'Munich, Germany'],
    ['DE/Bavaria', 'Bavaria, Germany'],
    ['DE', 'Germany'],
    ['US/ZZ', 'ZZ, United States'],
  ])('place %s reads %s', (path, label) => expect(placeLabel(path)).toBe(label));

  test.each([
    [0, 'USD 0'],
    [999, 'USD 999'],
    [750_000, 'USD 750K'],
    [999_999, 'USD 1M'],
    [2_500_000, 'USD 2.5M'],
    [12_345_678, 'USD 12.3M'],
    [5_000_000_000, 'USD 5B'],
  ])('amount %d reads %s', (amount, label) => expect(usdLabel(amount)).toBe(label));

  test.each([
    ['2026-03-01', 'March 1, 2026', 'Sunday, March 1'],
    ['2012-12-31T23:59:59.999Z', 'December 31, 2012', 'Monday, December 31'],
    ['1969-01-01', 'January 1, 1969', 'Wednesday, January 1'],
    ['soon', 'soon', 'soon'],
  ])('date %s reads %s', (date, label, withWeekday) => {
    expect([longDateLabel(date), weekdayDateLabel(date)]).toEqual([label, withWeekday]);
  });

  test('every date reads as Intl writes it in English', () => {
    const [full, withWeekday] = [{ year: 'numeric' } as const, { weekday: 'long' } as const].map(
      (part) => new Intl.DateTimeFormat('en', { ...part, month: 'long', day: 'numeric', timeZone: 'UTC' }),
    );
    for (let day = Date.UTC(2023, 11, 31); day < Date.UTC(2025, 0, 2); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      expect([longDateLabel(date), weekdayDateLabel(date)]).toEqual([full!.format(day), withWeekday!.format(day)]);
    }
  });
});
