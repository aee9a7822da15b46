import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { HEALTH_LIMITS } from '../domain/sending/delivery-health';

export interface DeliveryAlarmsProps {
  /** Value of the metrics' dimension `deployment`. */
  deployment: string;
  /** Receives an email when an alarm starts and when it ends. AWS asks the address to confirm first. */
  operatorEmail: string | null;
}

/** Alarms on the hourly metrics of the batch. docs/operations.md says what to do about each. */
export class DeliveryAlarms extends Construct {
  private readonly operators: SnsAction | null = null;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeliveryAlarmsProps,
  ) {
    super(scope, id);
    const { operatorEmail } = props;
    if (operatorEmail) {
      const topic = new Topic(this, 'Operators', { enforceSSL: true });
      // A policy replaces the default one, which lets services of the account publish.
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
        }),
      );
      topic.addSubscription(new EmailSubscription(operatorEmail));
      this.operators = new SnsAction(topic);
    }
    const { bounces, complaints } = HEALTH_LIMITS;
    this.alarm('BouncesWarn', 'delivery.bounceRate', bounces.warn * 100, 'Many emails bounce; at 5 % digests pause.');
    this.alarm('BouncesPause', 'delivery.bounceRate', bounces.pause * 100, 'Too many emails bounce: digests pause.');
    const spam = 'emails are reported as spam';
    this.alarm('ComplaintsWarn', 'delivery.complaintRate', complaints.warn * 100, `Many ${spam}.`);
    this.alarm('ComplaintsPause', 'delivery.complaintRate', complaints.pause * 100, `Too many ${spam}: digests pause.`);
    this.alarm('DigestsHeld', 'digests.held', 1, 'Digests are held back until an operator resumes them.');
    this.alarm('QuotaUsedUp', 'digests.waitingForQuota', 1, 'The SES quota of the day is used up; digests wait.');
  }

  private alarm(id: string, metricName: string, threshold: number, alarmDescription: string): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric: new Metric({
        namespace: 'Firstlight',
        metricName,
        dimensionsMap: { service: 'start-due-digests', deployment: this.props.deployment },
        statistic: 'Maximum',
        period: Duration.hours(1),
      }),
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.operators) {
      alarm.addAlarmAction(this.operators);
      alarm.addOkAction(this.operators);
    }
  }
}
