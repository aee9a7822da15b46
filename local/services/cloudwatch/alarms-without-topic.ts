import { z } from 'zod';
import { ACCOUNT, type StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { allowsService, resourcePolicy, type ResourceStatement } from '../iam/resource-policy';

const SERVICE = 'cloudwatch.amazonaws.com';

const actions = z.array(z.string()).default([]);
const alarmProperties = z.object({ AlarmActions: actions, OKActions: actions, InsufficientDataActions: actions });

const topicPolicyProperties = z.object({ Topics: z.array(z.string()), PolicyDocument: resourcePolicy });

/**
 * The alarms whose message never arrives: the policy of a topic does not let CloudWatch publish. A topic without a policy
 * has the default one, which does. The messages name alarm and topic.
 */
export function alarmsWithoutTopic(byType: (type: string) => StackResource[]): string[] {
  const policies = byType('AWS::SNS::TopicPolicy').map((policy) => readProperties(policy, topicPolicyProperties));
  const topics = byType('AWS::SNS::Topic').map(({ ref, logicalId }) => {
    const own = policies.filter(({ Topics }) => Topics.includes(ref));
    const statements = own.flatMap(({ PolicyDocument }) => PolicyDocument);
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

function mayPublish(statements: ResourceStatement[], topicArn: string, alarm: StackResource): boolean {
  const context = {
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': ACCOUNT,
    'aws:SourceOwner': ACCOUNT,
    'aws:SourceArn': alarm.attributes['Arn'] ?? '',
  };
  return allowsService(statements, [SERVICE], { action: 'sns:Publish', resource: topicArn, context });
}
