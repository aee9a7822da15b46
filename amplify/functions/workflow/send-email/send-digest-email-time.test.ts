import { describe, expect, it } from 'vitest';
import { digestToSend, input } from '../../../../tests/fakes/digest-to-send';
import { sendDigestEmail } from './send-digest-email';

describe('the time at which a digest is sent', () => {
  it('says that the email is late when its minute has passed, even if it was started as on time', async () => {
    const { deps, mailer } = await digestToSend();
    deps.clock.set('2026-03-30T06:01:00.000Z');
    await sendDigestEmail(deps, input);
    expect(mailer.outbox[0]!.text).toMatch(/delayed|late/i);
  });

  it('records a digest as missed once its local date is over', async () => {
    const { deps, digest, mailer } = await digestToSend();
    deps.clock.set('2026-03-30T22:00:00.000Z');
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'missed' });
    expect(mailer.outbox).toEqual([]);
    expect(await digest()).toMatchObject({ status: 'missed', reason: 'datePassed' });
  });

  it('leaves the digest to the run of the new time when the investor moved it within the date', async () => {
    const nextDigestAt = '2026-03-30T07:15:00.000Z';
    const { deps, digest, mailer } = await digestToSend([], { preferredTime: '09:15', nextDigestAt });
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'moved' });
    expect(mailer.outbox).toEqual([]);
    expect(await digest()).toMatchObject({ status: 'planned', dueAt: nextDigestAt });
  });

  it('skips a digest whose time the investor has changed', async () => {
    const nextDigestAt = '2026-03-31T05:00:00.000Z';
    const { deps, digest } = await digestToSend([], { preferredTime: '07:00', nextDigestAt });
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'skipped' });
    expect((await digest()).reason).toBe('scheduleChanged');
  });

  it('sends on the day a pause ends', async () => {
    const { deps } = await digestToSend([], { pausedUntil: '2026-03-30' });
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
  });
});
