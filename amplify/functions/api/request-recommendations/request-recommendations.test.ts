import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleProfile } from '../../../../tests/fakes/samples';
import { FakeWorkflowStarter } from '../../../../tests/fakes/workflow-starter';
import { requestRecommendations } from './request-recommendations';

async function setUp() {
  const deps = {
    profiles: createInMemoryProfiles(),
    ledger: createInMemoryLedger(),
    workflow: new FakeWorkflowStarter(),
    clock: new FakeClock('2026-03-30T22:30:00.000Z'),
  };
  await deps.profiles.register(sampleProfile({ timeZone: 'Europe/Berlin' }));
  return deps;
}

describe('requesting recommendations', () => {
  it('plans a digest on the investor’s local date and starts the workflow for it', async () => {
    const deps = await setUp();
    const { digestKey } = await requestRecommendations(deps, 'ada');
    expect(await deps.ledger.get('ada', digestKey)).toMatchObject({ kind: 'instant', localDate: '2026-03-31' });
    expect(deps.workflow.started).toMatchObject([{ investorId: 'ada', digestKey, kind: 'instant' }]);
  });

  it('returns the current run for a second request, and starts a new one after that has ended', async () => {
    const deps = await setUp();
    const first = await requestRecommendations(deps, 'ada');
    expect(await requestRecommendations(deps, 'ada')).toEqual(first);
    await deps.ledger.settle('ada', first.digestKey, 'failed', { code: 'notStarted' });
    expect(await requestRecommendations(deps, 'ada')).not.toEqual(first);
    expect(deps.workflow.started).toHaveLength(2);
  });

  it('starts one run for concurrent clicks', async () => {
    const deps = await setUp();
    const [one, other] = await Promise.all([requestRecommendations(deps, 'ada'), requestRecommendations(deps, 'ada')]);
    expect(one).toEqual(other);
    expect(deps.workflow.started).toHaveLength(1);
  });

  it('finds the current run behind a daily digest that is planned for later', async () => {
    const deps = await setUp();
    const first = await requestRecommendations(deps, 'ada');
    const dueAt = '2026-03-30T22:45:00.000Z';
    await deps.ledger.plan({
      investorId: 'ada',
      key: 'daily#2026-03-31',
      kind: 'daily',
      dueAt,
      localDate: '2026-03-31',
    });
    deps.clock.set('2026-03-30T22:30:05.000Z');
    expect(await requestRecommendations(deps, 'ada')).toEqual(first);
  });

  it('records a run that could not be started, and starts another at the next click', async () => {
    const deps = await setUp();
    deps.workflow.failing.add('ada');
    await expect(requestRecommendations(deps, 'ada')).rejects.toThrow('Step Functions');
    deps.workflow.failing.clear();
    await requestRecommendations(deps, 'ada');
    expect(deps.workflow.started).toHaveLength(1);
  });

  it('starts a new run when the current one has been silent for long', async () => {
    const deps = await setUp();
    await requestRecommendations(deps, 'ada');
    deps.clock.set('2026-03-30T22:31:00.000Z');
    await requestRecommendations(deps, 'ada');
    expect(deps.workflow.started).toHaveLength(2);
  });

  it('refuses an investor without a profile, with a message that says what to do', async () => {
    await expect(requestRecommendations(await setUp(), 'bob')).rejects.toThrow(/preferences first/);
  });
});
