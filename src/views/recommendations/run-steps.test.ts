import { describe, expect, test } from 'vitest';
import { DIGEST_STATUSES, SETTLED_STATUSES } from '../../../amplify/domain/digest/status';
import { runSteps } from './run-steps';

describe('runSteps', () => {
  test('exactly one step is active while the workflow runs', () => {
    for (const status of ['matching', 'matched', 'claimed', 'sending'] as const) {
      expect(Object.values(runSteps(status)).filter((state) => state === 'active')).toHaveLength(1);
    }
  });

  test.each(DIGEST_STATUSES.filter((status) => SETTLED_STATUSES.includes(status)))(
    'no step is active when the digest is %s',
    (status) => {
      expect(Object.values(runSteps(status))).not.toContain('active');
    },
  );

  test('a run without matches skips the email step', () => {
    expect(runSteps('noMatches').emailing).toBe('skipped');
  });
});
