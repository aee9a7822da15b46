import { describe, expect, it } from 'vitest';
import { connectOrigins } from './connect-origins';

describe('the origins that the app connects to', () => {
  it('are those of AWS for a deployed backend, its realtime host included', () => {
    expect(
      connectOrigins({
        auth: { aws_region: 'ap-southeast-2' },
        data: { url: 'https://abc123.appsync-api.ap-southeast-2.amazonaws.com/graphql' },
        custom: { API: { rest: { endpoint: 'https://r1.execute-api.ap-southeast-2.amazonaws.com/api/' } } },
      }),
    ).toEqual([
      'https://abc123.appsync-api.ap-southeast-2.amazonaws.com',
      'wss://abc123.appsync-realtime-api.ap-southeast-2.amazonaws.com',
      'https://cognito-idp.ap-southeast-2.amazonaws.com',
      'https://r1.execute-api.ap-southeast-2.amazonaws.com',
    ]);
  });

  it('are those of this machine for the local backend, and no host of AWS', () => {
    expect(
      connectOrigins({
        auth: { aws_region: 'eu-central-1' },
        data: { url: 'HTTP://127.0.0.1:4002/graphql' },
        custom: {
          API: { rest: { endpoint: 'http://127.0.0.1:4003/api' } },
          local: { cognitoEndpoint: 'http://127.0.0.1:4001/' },
        },
      }),
    ).toEqual(['http://127.0.0.1:4002', 'ws://127.0.0.1:4002', 'http://127.0.0.1:4001', 'http://127.0.0.1:4003']);
  });

  it('keep subscriptions at the same host for a custom domain', () => {
    expect(connectOrigins({ data: { url: 'https://api.example.com/graphql' } })).toEqual([
      'https://api.example.com',
      'wss://api.example.com',
    ]);
  });

  it.each<[string, Parameters<typeof connectOrigins>[0]]>([
    ['nothing', {}],
    ['an invalid address', { data: { url: 'graphql' } }],
    ['an address that is not http', { data: { url: 'javascript:alert(1)' } }],
    ['a region that would end the directive', { auth: { aws_region: "x.example; script-src 'unsafe-inline'" } }],
  ])('leave out %s', (_, outputs) => {
    expect(connectOrigins(outputs)).toEqual([]);
  });
});
