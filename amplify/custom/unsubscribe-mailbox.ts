import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';

/**
 * The address behind `mailto:` in List-Unsubscribe (RFC 2369). SES receives for it where its domain's MX record points
 * to SES and the rule set is the active one, which is done once by hand (docs/deployment.md): an account has one.
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
