import type { ResourcesConfig } from 'aws-amplify';
import { ANSWER_WITHIN_MS, within } from './deadline';
import { ApiError, NotConfiguredError, toApiError } from './errors';

/** The backend's addresses and ids, served beside the app. */
const OUTPUTS_PATH = '/amplify_outputs.json';

export interface Investor {
  /** Cognito sub, the owner in every row of the investor. */
  investorId: string;
  email: string;
  isAdmin: boolean;
}

/** Addresses that only the local runner has. */
export interface LocalBackend {
  inboxUrl: string;
  consoleUrl: string;
  /** An account that exists from the start. */
  demo?: { email: string; password: string };
}

interface Configuration {
  graphqlEndpoint: string;
  local: LocalBackend | null;
}

interface Outputs {
  data?: { url?: string };
  custom?: { local?: LocalBackend & { cognitoEndpoint: string } };
}

const loadAmplify = () => import('./amplify');

let configured: Promise<Configuration> | undefined;

/** Loads and configures Amplify, once. Throws NotConfiguredError when no backend was started or deployed. */
export async function configure(): Promise<void> {
  await configuration();
}

/** Resolves when Amplify is configured. Throws NotConfiguredError, or ApiError when offline. */
export function configuration(): Promise<Configuration> {
  configured ??= within(ANSWER_WITHIN_MS, configureAmplify()).catch((error: unknown) => {
    configured = undefined;
    throw toApiError(error);
  });
  return configured;
}

/** The local runner's pages, or null on AWS. */
export async function localBackend(): Promise<LocalBackend | null> {
  return (await configuration()).local;
}

async function configureAmplify(): Promise<Configuration> {
  const [outputs, { Amplify, parseAmplifyConfig }] = await Promise.all([fetchOutputs(), loadAmplify()]);
  const config = parseAmplifyConfig(outputs as Parameters<typeof parseAmplifyConfig>[0]);
  const cognito = config.Auth?.Cognito;
  if (!cognito || !('userPoolId' in cognito) || !outputs.data?.url) throw new NotConfiguredError();
  const { local } = outputs.custom ?? {};
  // The app calls nothing with AWS credentials, so sessions need no identity of an identity pool.
  const { identityPoolId: _unused, allowGuestAccess: _none, ...userPool } = cognito;
  const Cognito = local ? { ...userPool, userPoolEndpoint: local.cognitoEndpoint } : userPool;
  Amplify.configure({ ...config, Auth: { Cognito } as ResourcesConfig['Auth'] });
  return { graphqlEndpoint: outputs.data.url, local: local ?? null };
}

async function fetchOutputs(): Promise<Outputs> {
  const answer = await fetch(OUTPUTS_PATH);
  // A host that serves index.html for unknown paths answers 200 with HTML.
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  if (answer.status === 404 || (answer.ok && !isJson)) throw new NotConfiguredError();
  if (!answer.ok) throw new ApiError('offline', undefined, [], { cause: new Error(`HTTP ${answer.status}`) });
  return (await answer.json()) as Outputs;
}

/**
 * The signed-in investor; null if nobody is signed in. Refreshes an expired session. Throws ApiError `otherAccount` if
 * the page shows another investor's data.
 */
export async function currentInvestor(): Promise<Investor | null> {
  const tokens = await sessionTokens();
  const payload = tokens?.idToken?.payload;
  if (!payload?.sub) return null;
  const groups = payload['cognito:groups'];
  return {
    investorId: payload.sub,
    email: String(payload['email'] ?? ''),
    isAdmin: Array.isArray(groups) && groups.includes('ADMINS'),
  };
}

/**
 * The investor whose data this page shows: the one of the first session that was read. Another tab can sign in another
 * investor at any time, so a write must not take its owner from the current session.
 */
let shownInvestor: string | null = null;

/** Lets the page show another investor's data. Call this when it no longer shows data of the current investor. */
export function releaseInvestor(): void {
  shownInvestor = null;
}

/**
 * The ID of the investor whose data the page shows: the owner of their rows. Throws ApiError `notAllowed` if nobody is
 * signed in, `otherAccount` if another investor is signed in.
 */
export async function ownId(): Promise<string> {
  const investor = await currentInvestor();
  if (!investor) throw new ApiError('notAllowed');
  return investor.investorId;
}

/** The token that AppSync accepts. Throws ApiError `notAllowed` or `otherAccount`, see `ownId`. */
export async function accessToken(options: { forceRefresh?: boolean } = {}): Promise<string> {
  const tokens = await sessionTokens(options);
  if (!tokens) throw new ApiError('notAllowed');
  return tokens.accessToken.toString();
}

async function sessionTokens(options: { forceRefresh?: boolean } = {}) {
  await configuration();
  const { fetchAuthSession } = await loadAmplify();
  try {
    const { tokens } = await within(ANSWER_WITHIN_MS, fetchAuthSession(options));
    const signedIn = tokens?.accessToken.payload.sub;
    if (signedIn) {
      shownInvestor ??= signedIn;
      if (signedIn !== shownInvestor) throw new ApiError('otherAccount');
    }
    return tokens;
  } catch (error) {
    // The session is revoked, deleted or expired: nobody is signed in. Other errors may be temporary.
    if (
      error instanceof Error &&
      /^(NotAuthorizedException|UserNotFoundException|UserUnAuthenticatedException)$/.test(error.name)
    ) {
      return undefined;
    }
    throw toApiError(error);
  }
}

/** Ends the session on this device. */
export async function signOut(): Promise<void> {
  await configuration();
  const amplify = await loadAmplify();
  await amplify.signOut();
}

export type SessionChange = 'signedIn' | 'signedOut' | 'expired';

const CHANGES: Record<string, SessionChange> = {
  signedIn: 'signedIn',
  signedOut: 'signedOut',
  tokenRefresh_failure: 'expired',
};

/** Calls the listener when a session begins or ends, in any tab. Returns a function that stops this. */
export async function onSessionChange(listener: (change: SessionChange) => void): Promise<() => void> {
  const { Hub } = await loadAmplify();
  const onAuthEvent = ({ payload }: { payload: { event: string } }) => {
    const change = CHANGES[payload.event];
    if (change) listener(change);
  };
  // Without the option a listener gets the events of this tab only.
  return Hub.listen('auth', onAuthEvent, { listenerName: 'session', enableCrossTabEvents: true });
}
