import { describe, expect, it } from 'vitest';
import type { Relaxation } from './relaxation';
import { readRelaxation, writeRelaxation } from './relaxation-link';

describe('a relaxation in a link', () => {
  it.each<Relaxation>([
    { criterion: 'industry', change: 'add', value: 'biotech' },
    { criterion: 'industry', change: 'add', value: 'B2B: sales & more' },
    { criterion: 'stage', change: 'add', value: 'series-c+' },
    { criterion: 'location', change: 'add', value: 'DE//Köln' },
    { criterion: 'amount', change: 'raiseMaximum', value: '2000000' },
    { criterion: 'amount', change: 'lowerMinimum', value: '0' },
    { criterion: 'location', change: 'drop', value: null },
  ])('is read as it was written: %j', (relaxation) => {
    const url = new URL(`https://app.example.com/?relax=${encodeURIComponent(writeRelaxation(relaxation))}`);
    expect(readRelaxation(url.searchParams.get('relax')!)).toEqual(relaxation);
  });

  it.each([
    '',
    'industry',
    'industry:add',
    'industry:add:',
    'industry:remove:web',
    'stage:add:series-z',
    'location:add:california!!',
    'amount:add:5',
    'amount:raiseMaximum:5M',
    'amount:raiseMaximum:-5',
    'amount:raiseMaximum:99999999999999',
    'location:raiseMaximum:5',
    'mustMatch:drop',
    'location:drop:DE',
  ])('is refused: %j', (text) => expect(readRelaxation(text)).toBeNull());
});
