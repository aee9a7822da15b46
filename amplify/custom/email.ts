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
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SenderIdentity } from '../deployment-settings';
import type { Resource } from './grants';

export interface EmailProps {
  /** Address that digests are sent from. */
  sender: string;
  identity: SenderIdentity;
  /** Records every delivery, bounce and complaint. */
  recordDelivery: IFunction;
  /** Takes the events that could not be handed over. */
  deadLetterQueue: IQueue;
}

/** The SES identity, and the configuration set whose events arrive through EventBridge. */
export class Email extends Construct {
  /**
   * SES authorizes ses:SendRawEmail on the sender's identity and on the configuration set. In a sandbox account it also
   * authorizes it on the identity of the recipient, where there is one. So every identity is allowed as a resource, and
   * the sender's address is the condition.
   */
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
    if (props.identity.created) {
      const { name, kind, mailFromDomain } = props.identity;
      new EmailIdentity(this, 'Sender', {
        identity: kind === 'domain' ? Identity.domain(name) : Identity.email(name),
        configurationSet,
        mailFromDomain: mailFromDomain ?? undefined,
      });
    }
    this.sender = {
      value: props.sender,
      arns: [Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })],
      conditions: { StringEquals: { 'ses:FromAddress': props.sender } },
    };
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: configurationSet.configurationSetName,
    });
    this.configurationSet = { value: configurationSet.configurationSetName, arns: [configurationSetArn] };

    new Rule(this, 'DeliveryEvents', {
      description: 'The outcome of each email.',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(props.recordDelivery, { deadLetterQueue: props.deadLetterQueue })],
    });
  }
}
