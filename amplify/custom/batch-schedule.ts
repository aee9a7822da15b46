import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The hourly rule, on the hour. It invokes the batch and the catalog's publisher. */
export class BatchSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { startDueDigests: IFunction; publishCatalog: IFunction; deadLetterQueue: IQueue },
  ) {
    super(scope, id);
    const { deadLetterQueue } = props;
    new Rule(this, 'Hourly', {
      description: 'Starts the digests that are due within the hour, and publishes the catalog when it has changed.',
      schedule: Schedule.cron({ minute: '0' }),
      targets: [
        new LambdaFunction(props.startDueDigests, {
          retryAttempts: 3,
          maxEventAge: Duration.minutes(50),
          deadLetterQueue,
        }),
        new LambdaFunction(props.publishCatalog, {
          retryAttempts: 1,
          maxEventAge: Duration.minutes(50),
          deadLetterQueue,
        }),
      ],
    });
  }
}
