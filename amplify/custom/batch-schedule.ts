import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The hourly rule, on the hour, with the batch processor as its target. */
export class BatchSchedule extends Construct {
  constructor(scope: Construct, id: string, props: { target: IFunction }) {
    super(scope, id);
    new Rule(this, 'Hourly', {
      description: 'Starts the digests that are due within the hour.',
      schedule: Schedule.cron({ minute: '0' }),
      targets: [new LambdaFunction(props.target, { retryAttempts: 3, maxEventAge: Duration.minutes(50) })],
    });
  }
}
