import { describe, expect, it } from 'vitest';
import { alarmsWithoutTopic } from './alarms-without-topic';

const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:operators';
const ALARM = 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:bounces';

const TLS_ONLY = {
  Effect: 'Deny',
  Action: 'sns:Publish',
  Resource: TOPIC,
  Principal: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const publish = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sns:Publish',
  Resource: TOPIC,
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  ...more,
});

function unreached(statements: object[] | null, alarm: object = { AlarmActions: [TOPIC] }): string[] {
  const resource = (type: string, logicalId: string, ref: string, properties: object) => ({
    logicalId,
    type,
    stack: 'data',
    path: '',
    properties: { ...properties },
    ref,
    attributes: { Arn: ref },
  });
  const resources = [
    resource('AWS::SNS::Topic', 'Operators', TOPIC, {}),
    resource('AWS::CloudWatch::Alarm', 'Bounces', ALARM, alarm),
    ...(statements
      ? [resource('AWS::SNS::TopicPolicy', 'P', 'p', { Topics: [TOPIC], PolicyDocument: { Statement: statements } })]
      : []),
  ];
  return alarmsWithoutTopic((type) => resources.filter((one) => one.type === type));
}

describe('an alarm', () => {
  const WARNING =
    "The alarm Bounces does not reach the topic Operators: the topic's policy does not let cloudwatch.amazonaws.com publish.";

  it.each([
    ['only requires TLS', [TLS_ONLY]],
    ['lets another service publish', [publish({ Principal: { Service: 'events.amazonaws.com' } })]],
    ['allows another action', [publish({ Action: 'sns:Subscribe' })]],
    ['names another account', [publish({ Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } })]],
    ['names another alarm', [publish({ Condition: { ArnLike: { 'aws:SourceArn': `${ALARM}-2` } } })]],
    ['denies it', [publish(), publish({ Effect: 'Deny' })]],
  ])('does not reach a topic whose policy %s', (_, statements) => {
    expect(unreached(statements)).toEqual([WARNING]);
  });

  it.each([['OKActions'], ['InsufficientDataActions']])('does not reach it with %s either', (actions) => {
    expect(unreached([TLS_ONLY], { [actions]: [TOPIC] })).toEqual([WARNING]);
  });

  it.each([
    ['that has no policy, and so the default one', null],
    [
      'whose policy lets CloudWatch publish for this account',
      [TLS_ONLY, publish({ Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } })],
    ],
    [
      'whose policy lets everybody of this account publish',
      [publish({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } } })],
    ],
  ])('reaches a topic %s', (_, statements) => {
    expect(unreached(statements)).toEqual([]);
  });

  it('without actions needs no topic', () => {
    expect(unreached([TLS_ONLY], {})).toEqual([]);
  });
});
