import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../../amplify/domain/preferences';
import { weekdayList } from './weekday-list';

describe('weekdayList', () => {
  test.each<[Weekday[], string]>([
    [['mon'], 'Monday'],
    [['sun', 'sat'], 'Saturday and Sunday'],
    [['tue', 'mon', 'wed', 'fri', 'thu'], 'Monday to Friday'],
    [['mon', 'wed', 'sun'], 'Monday, Wednesday, and Sunday'],
  ])('%j reads %s', (days, words) => expect(weekdayList(days)).toBe(words));
});
