import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { HEALTH_LIMITS } from '../domain/sending/delivery-health';

export interface DeliveryAlarmsProps {
  /** Value of the metrics' dimension `deployment`. */
  deployment: string;
  /** Receives an email when an alarm starts and when it ends. AWS asks the address to confirm first. */
  operatorEmail: string | null;
  startDueDigests: IFunction;
  stateMachine: StateMachine;
  deadLetterQueue: IQueue;
}

const HOUR = Duration.hours(1);

/** Alarms that somebody should act on, at most ten: so many are free. docs/operations.md says what to do about each. */
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
    const { startDueDigests, stateMachine, deadLetterQueue } = props;
    const [bounceRate, complaintRate] = [this.batch('delivery.bounceRate'), this.batch('delivery.complaintRate')];
    const errors = startDueDigests.metricErrors({ period: HOUR });
    const failed = stateMachine.metricFailed({ period: HOUR });
    const deadLetters = deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: HOUR });
    const spam = 'emails are reported as spam';
    this.atLeast(bounces.warn * 100, bounceRate, 'BouncesWarn', 'Many emails bounce; at 5 % digests pause.');
    this.atLeast(bounces.pause * 100, bounceRate, 'BouncesPause', 'Too many emails bounce: digests pause.');
    this.atLeast(complaints.warn * 100, complaintRate, 'ComplaintsWarn', `Many ${spam}.`);
    this.atLeast(complaints.pause * 100, complaintRate, 'ComplaintsPause', `Too many ${spam}: digests pause.`);
    this.atLeast(1, this.batch('digests.held'), 'DigestsHeld', 'Digests are held until an operator resumes them.');
    this.atLeast(1, this.batch('digests.waitingForQuota'), 'QuotaUsedUp', 'The SES quota of the day is used up.');
    this.atLeast(1, errors, 'BatchFails', 'The hourly batch ended with an error.');
    this.atLeast(1, failed, 'WorkflowFails', 'Digests failed after all retries.');
    this.atLeast(1, deadLetters, 'DeadLetters', 'Events that could not be processed wait in a queue.');
    this.alarm('BatchIsMissing', 'The hourly batch did not run.', {
      metric: props.startDueDigests.metricInvocations({
        // Longer than an hour, so that every period has a tick.
        period: Duration.minutes(90),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** A metric that the batch writes each hour. */
  private batch(metricName: string): Metric {
    return new Metric({
      namespace: 'Firstlight',
      metricName,
      dimensionsMap: { service: 'start-due-digests', deployment: this.props.deployment },
      statistic: 'Maximum',
      period: HOUR,
    });
  }

  private atLeast(threshold: number, metric: Metric, id: string, description: string): void {
    this.alarm(id, description, {
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private alarm(id: string, alarmDescription: string, props: Omit<AlarmProps, 'evaluationPeriods'>): void {
    const alarm = new Alarm(this, id, { alarmDescription, evaluationPeriods: 1, ...props });
    if (!this.operators) return;
    alarm.addAlarmAction(this.operators);
    alarm.addOkAction(this.operators);
  }
}
