import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleProfile } from '../../../../tests/fakes/samples';
import type { EmailStatus } from '../../../domain/profile';
import { resumeEmail } from './resume-email';

const STOPPED = '2026-03-29T06:00:00.000Z';
const NOW = '2026-03-30T06:00:00.000Z';

async function setUp(emailStatus: EmailStatus) {
  const deps = { profiles: createInMemoryProfiles(), clock: new FakeClock(NOW) };
  await deps.profiles.register(
    sampleProfile({ emailStatus, emailStatusAt: STOPPED, emailStatusReason: 'other', emailStatusDetail: 'why' }),
  );
  return deps;
}

describe('turning email on again', () => {
  it.each(['bounced', 'unsubscribed'] as const)('needs no consent when the status was %s', async (status) => {
    const deps = await setUp(status);
    const resumed = { emailStatus: 'active', emailStatusAt: NOW, emailStatusReason: null, emailStatusDetail: null };
    expect(await resumeEmail(deps, 'ada', false)).toMatchObject(resumed);
    expect(await deps.profiles.get('ada')).toMatchObject(resumed);
  });

  it('needs explicit consent after a complaint, and names the field', async () => {
    const deps = await setUp('complained');
    await expect(resumeEmail(deps, 'ada', false)).rejects.toMatchObject({
      name: 'InvalidInputError',
      problems: [{ field: 'consent' }],
    });
    expect(await deps.profiles.get('ada')).toMatchObject({ emailStatus: 'complained', emailStatusAt: STOPPED });
    expect(await resumeEmail(deps, 'ada', true)).toMatchObject({ emailStatus: 'active' });
  });

  it('changes nothing when email is on', async () => {
    const deps = await setUp('active');
    expect(await resumeEmail(deps, 'ada', true)).toMatchObject({ emailStatus: 'active', emailStatusAt: STOPPED });
  });

  it('does not undo a complaint that came between reading and writing', async () => {
    const deps = await setUp('bounced');
    const { profiles } = deps;
    const overtaken = {
      ...profiles,
      resumeEmail: async (...write: Parameters<typeof profiles.resumeEmail>) => {
        await profiles.setEmailStatus('ada', 'complained', { code: 'reportedAsSpam' }, STOPPED);
        return profiles.resumeEmail(...write);
      },
    };
    await expect(resumeEmail({ ...deps, profiles: overtaken }, 'ada', false)).rejects.toThrow(/consent/);
    expect(await profiles.get('ada')).toMatchObject({ emailStatus: 'complained' });
  });

  it('refuses an investor without a profile, with a message that says what to do', async () => {
    await expect(resumeEmail(await setUp('bounced'), 'bob', true)).rejects.toThrow(/Sign out and in again/);
  });
});
