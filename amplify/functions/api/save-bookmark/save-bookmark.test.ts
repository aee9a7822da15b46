import { expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryPortfolio } from '../../../../tests/fakes/portfolio';
import { sampleStartup } from '../../../../tests/fakes/samples';
import { bookmarkInput } from '../../../domain/bookmark';
import { saveBookmark } from './save-bookmark';

function setup() {
  const clock = new FakeClock('2026-03-01T08:00:00.000Z');
  const acme = sampleStartup({ id: 'acme', name: 'Acme' });
  const startups = { get: async (id: string) => (id === acme.id ? acme : null) };
  return { portfolio: createInMemoryPortfolio(), startups, clock };
}

it('keeps the startup’s own name and the time it was first saved', async () => {
  const deps = setup();
  await saveBookmark(deps, 'ada', bookmarkInput.parse({ startupId: 'acme' }));
  deps.clock.set('2026-03-02T08:00:00.000Z');
  const again = await saveBookmark(deps, 'ada', bookmarkInput.parse({ startupId: 'acme', note: 'Call them' }));
  expect(again).toMatchObject({
    userId: 'ada',
    startupName: 'Acme',
    note: 'Call them',
    createdAt: '2026-03-01T08:00:00.000Z',
    updatedAt: '2026-03-02T08:00:00.000Z',
  });
  expect(await deps.portfolio.list('ada')).toEqual([again]);
});

it.each([
  [{ status: 'meeting' }, { status: 'meeting', note: 'met Ann', passReason: null }],
  [{ note: 'call back' }, { status: 'passed', note: 'call back', passReason: 'team' }],
  [{ note: null }, { status: 'passed', note: null, passReason: 'team' }],
])('changes only what is named: %j', async (change, stored) => {
  const deps = setup();
  const input = { startupId: 'acme', status: 'passed', note: 'met Ann', passReason: 'team' };
  await saveBookmark(deps, 'ada', bookmarkInput.parse(input));
  const saved = await saveBookmark(deps, 'ada', bookmarkInput.parse({ startupId: 'acme', ...change }));
  expect(saved).toMatchObject(stored);
});

it('refuses an unknown startup, names the field, and saves nothing', async () => {
  const deps = setup();
  await expect(saveBookmark(deps, 'ada', bookmarkInput.parse({ startupId: 'nowhere' }))).rejects.toMatchObject({
    problems: [{ field: 'startupId' }],
  });
  expect(await deps.portfolio.list('ada')).toEqual([]);
});
