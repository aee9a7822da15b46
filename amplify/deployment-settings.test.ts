import { describe, expect, it } from 'vitest';
import { readDeploymentSettings } from './deployment-settings';

const branch = {
  FIRSTLIGHT_SENDER: 'digest@example.com',
  FIRSTLIGHT_APP_URL: 'https://app.example.com/',
  FIRSTLIGHT_POSTAL_ADDRESS: 'Example Ltd, 1 Example Street, London',
};

const read = (more: Record<string, string | undefined> = {}) => readDeploymentSettings({ ...branch, ...more }, false);

describe('the settings of a deployment', () => {
  it('are enough with three variables on a branch', () => {
    expect(read()).toEqual({
      sender: 'digest@example.com',
      identity: { name: 'digest@example.com', kind: 'address', created: false, mailFromDomain: null },
      signUpEmailBySes: false,
      appUrl: 'https://app.example.com',
      postalAddress: 'Example Ltd, 1 Example Street, London',
      unsubscribeMailbox: null,
      unsubscribeConcurrency: null,
      operatorEmail: null,
      restAccessLogs: false,
    });
  });

  it.each(Object.keys(branch))('of a branch must have %s', (name) => {
    expect(() => read({ [name]: undefined })).toThrow(`${name} must be set`);
    expect(() => read({ [name]: '' })).toThrow(`${name} must be set`);
  });

  it('of a sandbox need nothing, so that it can be deleted from any shell', () => {
    expect(readDeploymentSettings({}, true)).toMatchObject({
      sender: 'sender-not-set@firstlight.invalid',
      appUrl: 'http://localhost:5173',
    });
  });

  it.each([
    ['FIRSTLIGHT_SENDER', 'digest', 'FIRSTLIGHT_SENDER is not an email address'],
    ['FIRSTLIGHT_APP_URL', 'app.example.com', 'FIRSTLIGHT_APP_URL is not an http or https address'],
    ['FIRSTLIGHT_APP_URL', 'javascript:alert(1)', 'FIRSTLIGHT_APP_URL is not an http or https address'],
    ['FIRSTLIGHT_CREATE_IDENTITY', 'yes', 'FIRSTLIGHT_CREATE_IDENTITY must be true or false'],
    ['FIRSTLIGHT_REST_ACCESS_LOGS', '1', 'FIRSTLIGHT_REST_ACCESS_LOGS must be true or false'],
    ['FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY', '0', 'FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY'],
    ['FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY', 'many', 'FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY'],
    ['FIRSTLIGHT_OPERATOR_EMAIL', 'operator', 'FIRSTLIGHT_OPERATOR_EMAIL'],
    ['FIRSTLIGHT_SENDER_IDENTITY', 'other.example', 'must be digest@example.com or example.com'],
    ['FIRSTLIGHT_MAIL_FROM_DOMAIN', 'mail.example.com', 'needs a domain as identity'],
  ])('name the variable that is wrong: %s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message);
  });

  it('adopt or create an identity: the address or its domain', () => {
    expect(read({ FIRSTLIGHT_SENDER_IDENTITY: 'example.com' }).identity).toMatchObject({
      name: 'example.com',
      kind: 'domain',
      created: false,
    });
    const created = { FIRSTLIGHT_SENDER_IDENTITY: 'example.com', FIRSTLIGHT_CREATE_IDENTITY: 'true' };
    expect(read({ ...created, FIRSTLIGHT_MAIL_FROM_DOMAIN: 'mail.example.com' }).identity).toEqual({
      name: 'example.com',
      kind: 'domain',
      created: true,
      mailFromDomain: 'mail.example.com',
    });
    expect(() => read({ ...created, FIRSTLIGHT_MAIL_FROM_DOMAIN: 'mail.example.org' })).toThrow(
      'must be a subdomain of example.com',
    );
  });
});
