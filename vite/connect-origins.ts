/** The addresses in amplify_outputs.json that a browser connects to. */
export interface OutputsAddresses {
  auth?: { aws_region?: string };
  data?: { url?: string };
  custom?: { API?: { rest?: { endpoint?: string } }; local?: { cognitoEndpoint?: string } };
}

/** AppSync serves queries and subscriptions at two hosts. Any other API serves both at one. */
const APPSYNC_HOST = /^([a-z0-9]+)\.appsync-api\.([a-z0-9-]+\.amazonaws\.com(?:\.cn)?)$/;

/**
 * Origins that the app connects to with the given backend, local or on AWS, for connect-src of the
 * Content-Security-Policy: GraphQL, its subscriptions, Cognito, REST. An address that is missing, invalid or not
 * http(s) is left out. https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function connectOrigins({ auth, data, custom }: OutputsAddresses): string[] {
  const region = auth?.aws_region;
  const cognito =
    custom?.local?.cognitoEndpoint ??
    (region && /^[a-z0-9-]+$/.test(region) ? `https://cognito-idp.${region}.amazonaws.com` : undefined);
  const graphql = webAddress(data?.url);
  const rest = custom?.API?.rest?.endpoint;
  const origins = [graphql?.origin, graphql && realtimeOrigin(graphql)].concat(
    [cognito, rest].map((address) => webAddress(address)?.origin),
  );
  return [...new Set(origins.filter((origin) => origin !== undefined))];
}

function realtimeOrigin({ protocol, hostname, host }: URL): string {
  const scheme = protocol === 'https:' ? 'wss' : 'ws';
  const appSync = APPSYNC_HOST.exec(hostname);
  return `${scheme}://${appSync ? `${appSync[1]}.appsync-realtime-api.${appSync[2]}` : host}`;
}

function webAddress(address: string | undefined): URL | undefined {
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
