import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from 'aws-amplify/auth';
import { ConsoleLogger, parseAmplifyConfig } from 'aws-amplify/utils';
import type { Digest } from '../../amplify/domain/digest/digest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';
import type { Email } from '../../local/services/ses/mailbox';
import type { LocalBackend } from '../../local/start';
import { textOf } from '../../src/api/document';
import { savePreferencesMutation } from '../../src/api/operations/preferences';
import { restBody, type GraphqlAnswer, type RestBody } from './answers';

/** A signed-in investor who can call both APIs. */
export interface Investor {
  sub: string;
  email: string;
  idToken: string;
  accessToken: string;
  graphql(query: string, variables?: object): Promise<GraphqlAnswer>;
  rest(method: string, path: string, body?: unknown): Promise<{ status: number; body: RestBody }>;
}

export const PASSWORD = 'Correct-horse-7';

/** Points the browser's own Amplify library at a running local backend. */
export function configureAmplify(backend: LocalBackend): void {
  const config = parseAmplifyConfig(backend.outputs as never);
  config.Auth!.Cognito.userPoolEndpoint = backend.cognitoUrl;
  // It warns about every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure(config);
}

/** Signs up, confirms with the code from the inbox and signs in with SRP. */
export async function signUpInvestor(backend: LocalBackend, email: string): Promise<Investor> {
  configureAmplify(backend);
  await signUp({ username: email, password: PASSWORD, options: { userAttributes: { email } } });
  await confirmSignUp({ username: email, confirmationCode: await codeSentTo(backend, email) });
  return signInInvestor(backend, email);
}

export async function signInInvestor(backend: LocalBackend, email: string): Promise<Investor> {
  configureAmplify(backend);
  const { isSignedIn } = await signIn({ username: email, password: PASSWORD });
  if (!isSignedIn) throw new Error(`${email} could not sign in`);
  const { tokens } = await fetchAuthSession();
  const idToken = tokens!.idToken!.toString();
  const accessToken = tokens!.accessToken.toString();
  const sub = tokens!.idToken!.payload.sub!;
  await signOut();
  return {
    sub,
    email,
    idToken,
    accessToken,
    graphql: (query, variables) => graphql(backend, accessToken, query, variables),
    rest: (method, path, body) => rest(backend, idToken, method, path, body),
  };
}

export async function graphql(
  backend: LocalBackend,
  token: string,
  query: string,
  variables: object = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(backend.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer;
}

export async function rest(backend: LocalBackend, token: string | null, method: string, path: string, body?: unknown) {
  const response = await fetch(`${backend.restUrl.replace(/\/$/, '')}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: token }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: restBody.parse(text ? JSON.parse(text) : {}) };
}

/** Emails in the local inbox whose recipients include the address, oldest first. */
export async function emailsTo(backend: LocalBackend, address: string): Promise<Email[]> {
  const response = await fetch(`${backend.inboxUrl}/store`);
  const { emails } = (await response.json()) as { emails: Email[] };
  return emails.filter((email) => email.to.some((to) => to.includes(address)));
}

/** Emails to the address without confirmation codes, which arrive in the same inbox. */
export async function digestsTo(backend: LocalBackend, address: string): Promise<Email[]> {
  return (await emailsTo(backend, address)).filter((email) => !/confirmation code|verification/i.test(email.subject));
}

async function codeSentTo(backend: LocalBackend, address: string): Promise<string> {
  const found = (await emailsTo(backend, address)).map((email) => /\b\d{6}\b/.exec(`${email.text} ${email.html}`)?.[0]);
  const code = found.filter(Boolean).at(-1);
  if (!code) throw new Error(`No confirmation code for ${address} in the inbox`);
  return code;
}

export const SAVE_PREFERENCES = textOf(savePreferencesMutation);

/** Preferences that every startup meets. */
export const ANY: Preferences = { ...DEFAULT_PREFERENCES, mustMatch: [] };

const GET_DIGEST = /* GraphQL */ `
  query Digest($investorId: ID!, $key: String!) {
    getDigest(investorId: $investorId, key: $key) {
      status
      kind
      matchTotal
      localDate
      dueAt
      reason
      sentAt
      matches {
        startupId
        name
        score
        reasons {
          criterion
          verdict
          value
          points
        }
      }
      nearMisses {
        criterion
        change
        value
        gain
      }
    }
  }
`;

const SETTLED = new Set(['sent', 'delivered', 'noMatches', 'skipped', 'rejected', 'unknown', 'failed']);

/** Polls a digest until its status is terminal. */
export async function settledDigest(
  investor: Investor,
  key: string,
  giveUpAfterMs = 15_000,
  everyMs = 100,
): Promise<Digest> {
  const end = Date.now() + giveUpAfterMs;
  for (;;) {
    const { data, errors } = await investor.graphql(GET_DIGEST, { investorId: investor.sub, key });
    if (errors) throw new Error(JSON.stringify(errors));
    if (data.getDigest && SETTLED.has(data.getDigest.status)) return data.getDigest;
    if (Date.now() > end) throw new Error(`Digest ${key} is still ${data.getDigest?.status}`);
    await new Promise((next) => setTimeout(next, everyMs));
  }
}
