import { Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Resource } from './grants';

export interface EmailProps {
  /** Address that digests come from; its address or domain becomes the SES identity. */
  sender: string;
  /** Told of every delivery, bounce and complaint. */
  recordDelivery: IFunction;
}

/** The SES identity, and the configuration set whose events come back through EventBridge. */
export class Email extends Construct {
  /** SES checks ses:SendRawEmail on both: the sender's identity and the configuration set. */
  readonly sender: Resource;
  readonly configurationSet: Resource;

  constructor(scope: Construct, id: string, props: EmailProps) {
    super(scope, id);
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    const identity = new EmailIdentity(this, 'Sender', { identity: Identity.email(props.sender), configurationSet });
    this.sender = { value: props.sender, arns: [identity.emailIdentityArn] };
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: configurationSet.configurationSetName,
    });
    this.configurationSet = { value: configurationSet.configurationSetName, arns: [configurationSetArn] };

    new Rule(this, 'DeliveryEvents', {
      description: 'What became of each email.',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(props.recordDelivery)],
    });
  }
}
