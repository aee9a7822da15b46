import { describe, expect, test } from 'vitest';
import { DIGEST_STATUSES, SETTLED_STATUSES } from '../../../amplify/domain/digest/status';
import { runSteps } from './run-steps';

describe('runSteps', () => {
  test('exactly one step is under way while the workflow works', () => {
    for (const status of ['matching', 'matched', 'claimed', 'sending'] as const) {
      expect(Object.values(runSteps(status)).filter((state) => state === 'active')).toHaveLength(1);
    }
  });

  test.each(DIGEST_STATUSES.filter((status) => SETTLED_STATUSES.includes(status)))(
    '%s is settled: nothing is under way',
    (status) => {
      expect(Object.values(runSteps(status))).not.toContain('active');
    },
  );

  test('a run without matches does not claim to have emailed', () => {
    expect(runSteps('noMatches').emailing).toBe('skipped');
  });
});
