import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * Keeps what an asynchronous call could not deliver: events whose function failed at every retry, and events that
 * EventBridge could not hand to a function. docs/operations.md says how to replay them.
 */
export class DeadLetters extends Construct {
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, props: { functions: IFunction[] }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      // The longest that SQS keeps a message.
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    for (const fn of props.functions) {
      const { defaultChild } = fn.node;
      (defaultChild as CfnFunction).deadLetterConfig = { targetArn: this.queue.queueArn };
      fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
    }
  }
}
