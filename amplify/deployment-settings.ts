import * as z from 'zod';

/** Text "true" or "false", as an environment variable holds it. */
const flag = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'must be true or false' });

const mustBeSet = 'must be set';

/** What differs between deployments, read from the environment of `ampx`. docs/deployment.md says what each does. */
const settings = z.object({
  FIRSTLIGHT_SENDER: z.email({ error: (issue) => (issue.input ? 'is not an email address' : mustBeSet) }),
  FIRSTLIGHT_SENDER_IDENTITY: z.string().optional(),
  FIRSTLIGHT_CREATE_IDENTITY: flag.default(false),
  FIRSTLIGHT_MAIL_FROM_DOMAIN: z.hostname().optional(),
  FIRSTLIGHT_SIGN_UP_EMAIL_BY_SES: flag.default(false),
  FIRSTLIGHT_APP_URL: z.url({
    protocol: /^https?$/,
    error: (issue) => (issue.input ? 'is not an http or https address' : mustBeSet),
  }),
  FIRSTLIGHT_POSTAL_ADDRESS: z.string({ error: mustBeSet }).min(1, { error: mustBeSet }),
  FIRSTLIGHT_UNSUBSCRIBE_MAILBOX: z.email().optional(),
  FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY: z.coerce.number().int().min(1).optional(),
  FIRSTLIGHT_OPERATOR_EMAIL: z.email().optional(),
  FIRSTLIGHT_REST_ACCESS_LOGS: flag.default(false),
});

/**
 * A sandbox can do without an address of its own: `ampx sandbox delete` synthesises too, with whatever environment it
 * has. SES refuses to send from this domain, which is reserved (RFC 2606).
 */
const SANDBOX_DEFAULTS = {
  FIRSTLIGHT_SENDER: 'sender-not-set@firstlight.invalid',
  FIRSTLIGHT_APP_URL: 'http://localhost:5173',
  FIRSTLIGHT_POSTAL_ADDRESS: 'Firstlight, 1 Example Street, 10115 Berlin, Germany',
};

/** The SES identity that the deployment sends from. */
export interface SenderIdentity {
  /** The sender's address or its domain, as SES names the identity. */
  name: string;
  kind: 'address' | 'domain';
  /** True when this stack creates the identity, and deletes it when the stack is deleted. */
  created: boolean;
  /** Custom MAIL FROM domain, for a domain that this stack creates. */
  mailFromDomain: string | null;
}

export interface DeploymentSettings {
  sender: string;
  identity: SenderIdentity;
  /** Whether Cognito sends its codes from the sender, through SES. */
  signUpEmailBySes: boolean;
  /** Where the app is served, without a trailing slash. Links in emails go there. */
  appUrl: string;
  /** Printed in every email, as anti-spam law requires. */
  postalAddress: string;
  unsubscribeMailbox: string | null;
  /** Most unsubscribe requests at a time; null shares the account's concurrency. */
  unsubscribeConcurrency: number | null;
  operatorEmail: string | null;
  restAccessLogs: boolean;
}

/** @throws Error with a sentence for each variable that is missing or wrong. */
export function readDeploymentSettings(environment: NodeJS.ProcessEnv, isSandbox: boolean): DeploymentSettings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(isSandbox ? { ...SANDBOX_DEFAULTS, ...set } : set);
  if (!parsed.success) {
    throw refusal(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const values = parsed.data;
  return {
    sender: values.FIRSTLIGHT_SENDER,
    identity: senderIdentity(values),
    signUpEmailBySes: values.FIRSTLIGHT_SIGN_UP_EMAIL_BY_SES,
    appUrl: values.FIRSTLIGHT_APP_URL.replace(/\/$/, ''),
    postalAddress: values.FIRSTLIGHT_POSTAL_ADDRESS,
    unsubscribeMailbox: values.FIRSTLIGHT_UNSUBSCRIBE_MAILBOX ?? null,
    unsubscribeConcurrency: values.FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY ?? null,
    operatorEmail: values.FIRSTLIGHT_OPERATOR_EMAIL ?? null,
    restAccessLogs: values.FIRSTLIGHT_REST_ACCESS_LOGS,
  };
}

function senderIdentity(values: z.output<typeof settings>): SenderIdentity {
  const sender = values.FIRSTLIGHT_SENDER;
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const name = values.FIRSTLIGHT_SENDER_IDENTITY ?? sender;
  if (name !== sender && name !== domain) {
    throw refusal([
      `FIRSTLIGHT_SENDER_IDENTITY must be ${sender} or ${domain}: SES sends from an identity that covers it`,
    ]);
  }
  const kind = name === domain ? 'domain' : 'address';
  const mailFromDomain = values.FIRSTLIGHT_MAIL_FROM_DOMAIN ?? null;
  if (mailFromDomain !== null) {
    if (kind === 'address' || !values.FIRSTLIGHT_CREATE_IDENTITY) {
      throw refusal(['FIRSTLIGHT_MAIL_FROM_DOMAIN needs a domain as identity that this deployment creates']);
    }
    if (!mailFromDomain.endsWith(`.${domain}`)) {
      throw refusal([`FIRSTLIGHT_MAIL_FROM_DOMAIN must be a subdomain of ${domain}`]);
    }
  }
  return { name, kind, created: values.FIRSTLIGHT_CREATE_IDENTITY, mailFromDomain };
}

function refusal(problems: string[]): Error {
  return new Error(
    `Change the environment of the deployment (docs/deployment.md, "Settings"). ${problems.join('; ')}.`,
  );
}
