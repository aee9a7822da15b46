import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/**
 * The table that all senders share: the slots at which digests may start, the outcomes of all emails by hour, and
 * whether digests are held back. No client reads it, so it is not a model of the API. It is deleted with the stack: it
 * holds a day of rates and an operator's hold.
 */
export class SendingControl extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
