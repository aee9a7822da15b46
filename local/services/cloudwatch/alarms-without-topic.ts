import { z } from 'zod';
import { ACCOUNT, type StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { evaluatePolicy, policyStatement } from '../iam/evaluate-policy';

const SERVICE = 'cloudwatch.amazonaws.com';

const actions = z.array(z.string()).default([]);
const alarmProperties = z.object({ AlarmActions: actions, OKActions: actions, InsufficientDataActions: actions });

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const topicStatement = policyStatement.extend({
  Principal: z.union([
    z.literal('*').transform(() => ({ AWS: ['*'], Service: [] as string[] })),
    z.object({ AWS: oneOrMore.default([]), Service: oneOrMore.default([]) }),
  ]),
});

const topicPolicyProperties = z.object({
  Topics: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.union([topicStatement, z.array(topicStatement)]) }),
});

/**
 * The alarms whose message never arrives: the policy of a topic does not let CloudWatch publish. A topic without a policy
 * has the default one, which does. The messages name alarm and topic.
 */
export function alarmsWithoutTopic(byType: (type: string) => StackResource[]): string[] {
  const policies = byType('AWS::SNS::TopicPolicy').map((policy) => readProperties(policy, topicPolicyProperties));
  const topics = byType('AWS::SNS::Topic').map(({ ref, logicalId }) => {
    const own = policies.filter(({ Topics }) => Topics.includes(ref));
    const statements = own.flatMap(({ PolicyDocument }) => [PolicyDocument.Statement].flat());
    return { arn: ref, logicalId, statements: own.length ? statements : null };
  });
  const alarms = [...byType('AWS::CloudWatch::Alarm'), ...byType('AWS::CloudWatch::CompositeAlarm')];
  return alarms.flatMap((alarm) => {
    const { AlarmActions, OKActions, InsufficientDataActions } = readProperties(alarm, alarmProperties);
    const targets = new Set([...AlarmActions, ...OKActions, ...InsufficientDataActions]);
    return topics
      .filter(({ arn, statements }) => targets.has(arn) && statements && !mayPublish(statements, arn, alarm))
      .map(
        (topic) =>
          `The alarm ${alarm.logicalId} does not reach the topic ${topic.logicalId}: the topic's policy does not let ${SERVICE} publish.`,
      );
  });
}

function mayPublish(statements: z.infer<typeof topicStatement>[], topicArn: string, alarm: StackResource): boolean {
  const applying = statements.filter(
    ({ Principal }) => Principal.AWS.includes('*') || Principal.Service.includes(SERVICE),
  );
  const context = {
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': ACCOUNT,
    'aws:SourceOwner': ACCOUNT,
    'aws:SourceArn': alarm.attributes['Arn'] ?? '',
  };
  return evaluatePolicy(applying, { action: 'sns:Publish', resource: topicArn, context }).effect === 'allow';
}
