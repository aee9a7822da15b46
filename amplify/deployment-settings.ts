import * as z from 'zod';

/** What differs between deployments. Read from the environment of `ampx`. */
const settings = z.object({
  /** Address that digests come from; SES must be allowed to send from it. */
  FIRSTLIGHT_SENDER: z.email({ error: 'set it to an address that you receive mail at, to confirm it to SES' }),
  /** Where the app is served; links in emails lead there. */
  FIRSTLIGHT_APP_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:5173'),
  /** Where `mailto:` in List-Unsubscribe leads; left out, the header holds the https address alone. */
  FIRSTLIGHT_UNSUBSCRIBE_MAILBOX: z.email().optional(),
  /** Told of every alarm; left out, the alarms show in CloudWatch alone. */
  FIRSTLIGHT_OPERATOR_EMAIL: z.email().optional(),
  /** Printed in every email, as anti-spam law asks. */
  FIRSTLIGHT_POSTAL_ADDRESS: z.string().min(1).default('Firstlight, 1 Example Street, 10115 Berlin, Germany'),
});

const parsed = settings.safeParse(process.env);
if (!parsed.success) {
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`Set these environment variables before deploying (README, "Deploy"). ${problems}`);
}

export const deploymentSettings = {
  sender: parsed.data.FIRSTLIGHT_SENDER,
  appUrl: parsed.data.FIRSTLIGHT_APP_URL.replace(/\/$/, ''),
  unsubscribeMailbox: parsed.data.FIRSTLIGHT_UNSUBSCRIBE_MAILBOX ?? null,
  operatorEmail: parsed.data.FIRSTLIGHT_OPERATOR_EMAIL ?? null,
  postalAddress: parsed.data.FIRSTLIGHT_POSTAL_ADDRESS,
};
