import { describe, expect, it } from 'vitest';
import { edgesOf } from './asl-graph';

const definition = {
  StartAt: 'Match',
  States: {
    Match: { Type: 'Task', Next: 'Check', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail' }] },
    Check: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.matchCount', NumericGreaterThan: 0, Next: 'Send' },
        {
          And: [{ Variable: '$.kind', StringEquals: 'instant' }, { Not: { Variable: '$.email', IsPresent: true } }],
          Next: 'Fail',
        },
      ],
      Default: 'None',
    },
    Send: { Type: 'Task', End: true },
    None: { Type: 'Pass', End: true },
    Fail: { Type: 'Fail' },
  },
};

describe('edgesOf', () => {
  it('lists the transitions between states with their conditions', () => {
    expect(edgesOf(definition).map(({ from, to, kind, label }) => `${from} ${kind} ${to} ${label}`.trim())).toEqual([
      'Match next Check',
      'Match catch Fail any error',
      'Check choice Send matchCount > 0',
      'Check choice Fail kind = "instant" and not email is present',
      'Check choice None otherwise',
    ]);
  });
});
