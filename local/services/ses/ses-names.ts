import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const sesNames: Record<string, ResourceNaming> = {
  'AWS::SES::EmailIdentity': ({ required }) => {
    const identity = required('EmailIdentity');
    return { ref: identity, attributes: { EmailIdentityArn: identityArn(identity) } };
  },
  'AWS::SES::ConfigurationSet': (resource) => {
    const name = resource.optional('Name') ?? generatedName(resource);
    return { ref: name };
  },
  'AWS::SES::ReceiptRuleSet': (resource) => ({ ref: resource.optional('RuleSetName') ?? generatedName(resource) }),
  'AWS::SES::ReceiptRule': (resource) => ({ ref: generatedName(resource) }),
  'AWS::SES::ConfigurationSetEventDestination': (resource) => ({ ref: generatedName(resource) }),
};

export const identityArn = (identity: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${identity}`;

export const configurationSetArn = (name: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${name}`;
