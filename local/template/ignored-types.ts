import { ACCOUNT, REGION, type ResourceNaming } from '../runtime';
import { generatedName } from './physical-name';

const bucket: ResourceNaming = (resource) => {
  const name = generatedName(resource, 63).toLowerCase();
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
    },
  };
};

const nameOnly: ResourceNaming = (resource) => ({ ref: generatedName(resource, 255) });

const withArn =
  (service: string, kind: string, nameProperty: string): ResourceNaming =>
  (resource) => {
    const name = resource.optional(nameProperty) ?? generatedName(resource, 255);
    return { ref: name, attributes: { Arn: `arn:aws:${service}:${REGION}:${ACCOUNT}:${kind}${name}` } };
  };

/** Types without effect in the runner, each with the reason. Other resources can refer to their names. */
export const ignoredTypes: Record<string, { reason: string; naming: ResourceNaming }> = {
  'AWS::CDK::Metadata': { reason: 'statistics of the CDK', naming: nameOnly },
  'AWS::Logs::LogGroup': {
    reason: "log lines are on the operator's page",
    naming: withArn('logs', 'log-group:', 'LogGroupName'),
  },
  'AWS::Logs::MetricFilter': { reason: 'the runner has no metrics', naming: nameOnly },
  'AWS::CloudWatch::Alarm': {
    reason: 'the runner has no metrics',
    naming: withArn('cloudwatch', 'alarm:', 'AlarmName'),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    reason: 'the runner has no metrics',
    naming: withArn('cloudwatch', 'alarm:', 'AlarmName'),
  },
  'AWS::CloudWatch::Dashboard': { reason: "the operator's page replaces it", naming: nameOnly },
  'AWS::SNS::Topic': {
    reason: 'it carries alarms, and the runner has none',
    naming: (resource) => {
      const name = resource.optional('TopicName') ?? generatedName(resource, 255);
      const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
  },
  'AWS::SNS::TopicPolicy': { reason: 'it carries alarms, and the runner has none', naming: nameOnly },
  'AWS::SNS::Subscription': { reason: 'it carries alarms, and the runner has none', naming: nameOnly },
  'AWS::XRay::Group': { reason: 'the runner has no traces', naming: nameOnly },
  'AWS::Backup::BackupVault': {
    reason: 'the state folder can be copied',
    naming: (resource) => {
      const name = resource.required('BackupVaultName');
      const arn = `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:${name}`;
      return { ref: name, attributes: { BackupVaultName: name, BackupVaultArn: arn } };
    },
  },
  'AWS::Backup::BackupPlan': {
    reason: 'the state folder can be copied',
    naming: (resource) => ({ ref: generatedName(resource), attributes: { BackupPlanId: generatedName(resource) } }),
  },
  'AWS::Backup::BackupSelection': { reason: 'the state folder can be copied', naming: nameOnly },
  'AWS::Budgets::Budget': { reason: 'the runner costs nothing', naming: nameOnly },
  'AWS::S3::Bucket': {
    reason: 'it holds schemas for code generators; they are read from the assembly',
    naming: bucket,
  },
  'AWS::S3::BucketPolicy': { reason: 'see AWS::S3::Bucket', naming: nameOnly },
  'Custom::S3AutoDeleteObjects': { reason: 'it empties a bucket when the stack is deleted', naming: nameOnly },
  'Custom::CDKBucketDeployment': {
    reason: 'see AWS::S3::Bucket',
    naming: (resource) => ({
      ref: generatedName(resource),
      attributes: { DestinationBucketArn: `arn:aws:s3:::${resource.required('DestinationBucketName')}` },
    }),
  },
  'AWS::Lambda::LayerVersion': {
    reason: 'only deployment helpers use one',
    naming: (resource) => ({
      ref: `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:${generatedName(resource)}:1`,
    }),
  },
  'AWS::CloudFormation::WaitConditionHandle': { reason: 'nothing waits for it', naming: nameOnly },
};
