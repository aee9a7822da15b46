import * as z from 'zod';
import { type DeploymentSettings } from '../../../amplify/deployment-settings';
import { judge, type Answer } from '../answer';
import { missing, ok, warning, type Finding } from '../finding';

const identity = z.object({
  VerifiedForSendingStatus: z.boolean(),
  VerificationStatus: z.string().optional(),
  DkimAttributes: z
    .object({ SigningEnabled: z.boolean(), Status: z.string(), Tokens: z.array(z.string()).default([]) })
    .optional(),
  MailFromAttributes: z
    .object({ MailFromDomain: z.string().optional(), MailFromDomainStatus: z.string().optional() })
    .optional(),
});

const ownedResources = z.object({
  StackResources: z.array(
    z.object({ StackName: z.string(), PhysicalResourceId: z.string().optional(), ResourceType: z.string() }),
  ),
});

export type SenderSettings = Pick<DeploymentSettings, 'sender' | 'identity' | 'signUpEmailBySes'>;

/**
 * The sender's identity, from ses:GetEmailIdentity.
 * @param owner answer of cloudformation:DescribeStackResources for the identity's name; null if it was not asked for
 * @param stackName root stack of this deployment; null if it is not known
 */
export function checkSenderIdentity(
  answer: Answer,
  { sender, identity: wanted, signUpEmailBySes }: SenderSettings,
  owner: Answer | null,
  stackName: string | null,
): Finding[] {
  const { name, kind, created } = wanted;
  return judge(
    { check: 'SES identity', action: 'ses:GetEmailIdentity' },
    answer,
    identity,
    (body) => [
      ...(created && owner ? collision(name, owner, stackName) : []),
      verified(name, kind, body),
      ...(kind === 'domain' ? [dkim(name, body.DkimAttributes), mailFrom(name, body.MailFromAttributes)] : []),
    ],
    { names: ['NotFoundException'], means: () => [absent({ sender, identity: wanted, signUpEmailBySes })] },
  );
}

function absent({ sender, identity: { name, created }, signUpEmailBySes }: SenderSettings): Finding {
  const check = 'SES identity';
  const create = `aws sesv2 create-email-identity --email-identity ${name}`;
  if (sender.endsWith('.invalid')) {
    return warning(check, 'FIRSTLIGHT_SENDER is not set: the sandbox deploys, and SES refuses every email.');
  }
  if (!created) return missing(check, `${name} is no identity of this account and region.`, create);
  if (signUpEmailBySes) {
    return missing(
      check,
      `Cognito refuses a sender that is not verified, and ${name} is created by this deployment. Create and verify it first, and leave FIRSTLIGHT_CREATE_IDENTITY out.`,
      create,
    );
  }
  return ok(check, `${name} does not exist yet. This deployment creates it; then verify it.`);
}

/** A second stack that creates the identity fails. The stack that created it may do so again. */
function collision(name: string, owner: Answer, stackName: string | null): Finding[] {
  const check = 'SES identity owner';
  const taken = (by: string) =>
    missing(
      check,
      `${name} exists already, ${by}. FIRSTLIGHT_CREATE_IDENTITY would create it a second time, which fails: leave it out.`,
      'unset FIRSTLIGHT_CREATE_IDENTITY',
    );
  return judge(
    { check, action: 'cloudformation:DescribeStackResources' },
    owner,
    ownedResources,
    ({ StackResources }) => {
      const owned = StackResources.find(
        ({ PhysicalResourceId, ResourceType }) =>
          PhysicalResourceId === name && ResourceType === 'AWS::SES::EmailIdentity',
      );
      if (!owned) return [taken('created by no stack')];
      if (stackName === null) {
        const by = `${name} was created by the stack ${owned.StackName}.`;
        return [warning(check, `${by} If that is not this deployment, it fails. Give --app-id to tell.`)];
      }
      // A nested stack's name begins with the name of its root.
      if (owned.StackName === stackName || owned.StackName.startsWith(`${stackName}-`)) {
        return [ok(check, `${name} belongs to this deployment.`)];
      }
      return [taken(`created by the stack ${owned.StackName}`)];
    },
    { names: ['ValidationError'], means: () => [taken('created by no stack')] },
  );
}

function verified(name: string, kind: string, body: z.output<typeof identity>): Finding {
  const check = 'SES identity';
  if (body.VerifiedForSendingStatus) return ok(check, `${name} is verified.`);
  const how =
    kind === 'domain'
      ? 'Publish the CNAME records of its DKIM tokens.'
      : 'Open the link in the email that SES sent to it; a new one is sent when the identity is deleted and created.';
  return missing(
    check,
    `${name} is not verified (${body.VerificationStatus ?? 'no status'}). ${how}`,
    `aws sesv2 get-email-identity --email-identity ${name}`,
  );
}

function dkim(domain: string, attributes: z.output<typeof identity>['DkimAttributes']): Finding {
  const check = 'DKIM';
  if (attributes?.Status === 'SUCCESS' && attributes.SigningEnabled) return ok(check, `SES signs for ${domain}.`);
  if (attributes?.Status === 'SUCCESS') {
    return warning(
      check,
      `The records of ${domain} are found, but signing is off.`,
      `aws sesv2 put-email-identity-dkim-attributes --email-identity ${domain} --signing-enabled`,
    );
  }
  const records = (attributes?.Tokens ?? []).map(
    (token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`,
  );
  return warning(
    check,
    `Emails are not signed for ${domain} (${attributes?.Status ?? 'no DKIM'}).${records.length ? ` Publish: ${records.join('; ')}.` : ''}`,
    `aws sesv2 get-email-identity --email-identity ${domain} --query DkimAttributes`,
  );
}

function mailFrom(domain: string, attributes: z.output<typeof identity>['MailFromAttributes']): Finding {
  const check = 'MAIL FROM';
  if (!attributes?.MailFromDomain) return ok(check, `SES's own domain; DMARC of ${domain} passes by DKIM.`);
  const { MailFromDomain, MailFromDomainStatus } = attributes;
  if (MailFromDomainStatus === 'SUCCESS') return ok(check, `${MailFromDomain} is set up.`);
  return warning(
    check,
    `${MailFromDomain} is not set up (${MailFromDomainStatus ?? 'no status'}): publish its MX and its SPF record.`,
    `aws sesv2 get-email-identity --email-identity ${domain} --query MailFromAttributes`,
  );
}
