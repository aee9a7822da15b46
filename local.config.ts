import { defineLocal } from './local/settings';

/** Everything about this product that the local runner needs (local/README.md). */
export default defineLocal({
  name: 'Firstlight',
  oldestNode: [20, 19],
  ports: {
    console: 4000,
    rest: 4001,
    graphql: 4002,
    cognito: 4003,
    endpoint: 4004,
    inbox: 4005,
    functionUrls: 4006,
    app: 5173,
  },
  synthesis: {
    entry: 'amplify/backend.ts',
    // The names of a sandbox, as `ampx sandbox` sets them.
    context: {
      'amplify-backend-namespace': 'firstlight',
      'amplify-backend-name': 'local',
      'amplify-backend-type': 'sandbox',
    },
    // No email leaves this machine, so these addresses do not have to exist.
    environment: {
      FIRSTLIGHT_SENDER: 'digest@firstlight.example',
      FIRSTLIGHT_CREATE_IDENTITY: 'true',
      FIRSTLIGHT_UNSUBSCRIBE_MAILBOX: 'unsubscribe@firstlight.example',
    },
    environmentPrefix: 'FIRSTLIGHT_',
  },
  // A new account, but SES is ready to send: it has production access and verifies the sender.
  account: { apiGatewayLogRole: false, ses: { identities: [], sandbox: false, verifiesCreated: true } },
  appUrlVariable: 'APP_URL',
  // Loaded on demand: on an older Node these modules fail before the check of the Node version can print its message.
  app: async () => (await import('./vite/dev-server')).createDevServer(),
  seed: {
    step: 'Loading the demo startups',
    signIn: { email: 'demo@firstlight.example', password: 'First-light-2026' },
    run: async (backend) => (await import('./import/demo/seed')).seedDemo(backend),
  },
  console: {
    executionLabels: ['digestKey', 'investorId'],
    filterHint: 'investor, digest, status',
    emptyHint: 'Press "Next hour" above, or ask for recommendations in the app.',
  },
  inbox: { emptyHint: 'Codes and digests arrive here.' },
});
