import { describe, expect, it } from 'vitest';
import type { Finding } from './findings';
import { review } from './review';

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'AwsSolutions-IAM5',
  detail: 'Resource::*',
  path: 'data/send-email/ServiceRole/DefaultPolicy/Resource',
  description: 'The policy has wildcard permissions.',
  ...more,
});

describe('a review of findings', () => {
  it('leaves open what no acknowledgement of the same rule, path and detail covers', () => {
    const covered = finding();
    const otherRule = finding({ rule: 'AwsSolutions-IAM4' });
    const otherPath = finding({ path: 'data/find-matches/ServiceRole/DefaultPolicy/Resource' });
    const otherDetail = finding({ detail: 'Action::s3:*' });
    const acknowledgement = {
      rule: 'AwsSolutions-IAM5',
      where: /^data\/send-email\/.* Resource::\*$/,
      reason: 'no narrower resource',
    };
    expect(review([covered, otherRule, otherPath, otherDetail], [acknowledgement])).toEqual({
      open: [otherRule, otherPath, otherDetail],
      stale: [],
    });
  });

  it('reports an acknowledgement that covers nothing', () => {
    const acknowledgement = { rule: 'AwsSolutions-S1', where: /bucket/, reason: 'no reader' };
    expect(review([], [acknowledgement]).stale).toEqual([acknowledgement]);
  });
});
