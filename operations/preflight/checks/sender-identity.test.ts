import { describe, expect, it } from 'vitest';
import { failure, readRecorded } from '../recorded/read-recorded';
import { checkSenderIdentity, type SenderSettings } from './sender-identity';

const STACK = 'amplify-app-main-branch-0123456789';
const address: SenderSettings = {
  sender: 'digest@example.com',
  identity: { name: 'digest@example.com', kind: 'address', created: false, mailFromDomain: null },
  signUpEmailBySes: false,
};
const domain: SenderSettings = {
  ...address,
  identity: { name: 'example.com', kind: 'domain', created: false, mailFromDomain: null },
};
const createdDomain: SenderSettings = { ...domain, identity: { ...domain.identity, created: true } };
const identity = (name: string) => readRecorded('ses-get-email-identity', name);
const ownerStack = readRecorded('cloudformation-describe-stack-resources', 'sender');

/** Findings as "check: result". */
const results = (...args: Parameters<typeof checkSenderIdentity>) =>
  checkSenderIdentity(...args).map(({ check, result }) => `${check}: ${result}`);

describe('an adopted identity', () => {
  it('is fine when it is verified', () => {
    expect(results(identity('verifiedAddress'), address, null, STACK)).toEqual(['SES identity: ok']);
    expect(results(identity('verifiedDomain'), domain, null, STACK)).toEqual([
      'SES identity: ok',
      'DKIM: ok',
      'MAIL FROM: ok',
    ]);
  });

  it('that is pending is missing, with the records to publish', () => {
    expect(results(identity('pendingAddress'), address, null, STACK)).toEqual(['SES identity: missing']);
    const findings = checkSenderIdentity(identity('pendingDomain'), domain, null, STACK);
    expect(findings.map(({ result }) => result)).toEqual(['missing', 'warning', 'warning']);
    expect(findings[1]!.says).toContain('aaaabbbb._domainkey.example.com CNAME aaaabbbb.dkim.amazonses.com');
    expect(findings[2]!.says).toContain('mail.example.com is not set up (PENDING)');
  });

  it('that does not exist is missing, with the command that creates it', () => {
    expect(checkSenderIdentity(failure('NotFoundException'), domain, null, STACK)).toMatchObject([
      { result: 'missing', mend: 'aws sesv2 create-email-identity --email-identity example.com' },
    ]);
  });

  it('is not needed by a sandbox without a sender', () => {
    const unset = { ...address, sender: 'sender-not-set@firstlight.invalid' };
    expect(results(failure('NotFoundException'), unset, null, STACK)).toEqual(['SES identity: warning']);
  });
});

describe('an identity that the deployment creates', () => {
  it('may be absent, unless Cognito needs it verified', () => {
    const absent = failure('NotFoundException');
    expect(results(absent, createdDomain, null, STACK)).toEqual(['SES identity: ok']);
    expect(results(absent, { ...createdDomain, signUpEmailBySes: true }, null, STACK)).toEqual([
      'SES identity: missing',
    ]);
  });

  it('may exist if this deployment created it', () => {
    expect(results(identity('verifiedDomain'), createdDomain, ownerStack, STACK)[0]).toBe('SES identity owner: ok');
  });

  it.each(['amplify-app-main-branch-9999999999', 'amplify-app-main-branch-01234567'])(
    'collides with the one of another deployment (%s)',
    (stack) => {
      const [finding] = checkSenderIdentity(identity('verifiedDomain'), createdDomain, ownerStack, stack);
      expect(finding).toMatchObject({ check: 'SES identity owner', result: 'missing' });
      expect(finding!.says).toContain(`created by the stack ${STACK}-data-`);
    },
  );

  it('collides with one that no stack created', () => {
    const none = failure('ValidationError', 'Stack for example.com does not exist');
    const [finding] = checkSenderIdentity(identity('verifiedDomain'), createdDomain, none, STACK);
    expect(finding).toMatchObject({ result: 'missing', mend: 'unset FIRSTLIGHT_CREATE_IDENTITY' });
  });

  it('is a warning when this deployment is not known or its owner may not be asked for', () => {
    expect(results(identity('verifiedDomain'), createdDomain, ownerStack, null)[0]).toBe('SES identity owner: warning');
    const [finding] = checkSenderIdentity(identity('verifiedDomain'), createdDomain, failure('AccessDenied'), STACK);
    expect(finding!.says).toBe('Could not be checked: needs the action cloudformation:DescribeStackResources.');
  });
});
