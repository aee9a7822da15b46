import type { AppLauncher } from './app';
import type { Seed } from './seed';

/** What the local runner needs to know about the product. Everything else comes from the templates. */
export interface LocalSettings {
  /** The product's name, for titles and messages. */
  name: string;
  /** The oldest supported Node version: major and minor. */
  oldestNode: readonly [number, number];
  /** The preferred ports of `npm start`. A busy port is replaced by another one. */
  ports: LocalPorts;
  synthesis: SynthesisSettings;
  account: AccountSettings;
  /** The environment variable with the app's address. The runner puts the app's actual port into its value. */
  appUrlVariable: string;
  /** Starts the app's development server. */
  app: AppLauncher;
  /** Fills an empty backend, for `npm start`. */
  seed: Seed;
  console: ConsoleSettings;
  inbox: InboxSettings;
}

export interface LocalPorts {
  console: number;
  rest: number;
  graphql: number;
  cognito: number;
  endpoint: number;
  inbox: number;
  functionUrls: number;
  app: number;
}

export interface SynthesisSettings {
  /** Path of the backend's entry file, from the root. */
  entry: string;
  /** The CDK context that names the deployment. */
  context: Record<string, unknown>;
  /** Environment variables of the synthesis. The caller's environment overrides them. */
  environment: Record<string, string>;
  /** Prefix of the names of the environment variables on which the templates depend. */
  environmentPrefix: string;
}

/** What the AWS account has before the deployment. */
export interface AccountSettings {
  /** Whether API Gateway has the account's role for logs. */
  apiGatewayLogRole: boolean;
  ses: SesAccountSettings;
}

export interface SesAccountSettings {
  /** Verified addresses and domains. A template can't create them again. */
  identities: readonly string[];
  /** Sends only to verified identities and to the mailbox simulator, as an account without production access. */
  sandbox: boolean;
  /** Whether the identities that a template creates are verified at once. On AWS somebody must open a link first. */
  verifiesCreated: boolean;
}

export interface ConsoleSettings {
  /** Fields of an execution's input that identify it in lists: title, then subtitle. */
  executionLabels: readonly string[];
  /** Placeholder of the filter of executions. */
  filterHint: string;
  /** How to get the first execution. */
  emptyHint: string;
}

export interface InboxSettings {
  /** Which emails arrive in the inbox. */
  emptyHint: string;
}

/** The content of `local.config.ts`. */
export const defineLocal = (settings: LocalSettings): LocalSettings => settings;
