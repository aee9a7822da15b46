import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';

/**
 * The mailbox of `mailto:` in List-Unsubscribe (RFC 2369). SES receives its mail when the domain's MX record points to
 * SES and the rule set is the account's active one. Both are set once by hand (docs/deployment.md): an account has one
 * active rule set.
 */
export class UnsubscribeMailbox extends Construct {
  constructor(scope: Construct, id: string, props: { address: string; unsubscribe: IFunction }) {
    super(scope, id);
    new ReceiptRuleSet(this, 'Rules', {
      rules: [
        {
          recipients: [props.address],
          scanEnabled: true,
          actions: [new Lambda({ function: props.unsubscribe, invocationType: LambdaInvocationType.EVENT })],
        },
      ],
    });
  }
}
