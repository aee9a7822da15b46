import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';

/** A deployment, as `ampx` names it. */
export interface Target {
  type: 'sandbox' | 'branch';
  /** Name of the sandbox (`ampx sandbox --identifier`) or of the branch. */
  name: string;
  /** The Amplify app of a branch; null for a sandbox, and when it is not known. */
  appId: string | null;
}

export interface Options {
  target: Target;
  profile: string | undefined;
  region: string | undefined;
  json: boolean;
}

export const USAGE = `Usage: npm run preflight -- (--sandbox [--identifier NAME] | --branch NAME [--app-id ID])
         [--profile NAME] [--region REGION] [--json]`;

/** @throws Error that says what is wrong with the arguments */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      sandbox: { type: 'boolean', default: false },
      identifier: { type: 'string' },
      branch: { type: 'string' },
      'app-id': { type: 'string' },
      profile: { type: 'string' },
      region: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.sandbox === (values.branch !== undefined)) throw new Error('Give either --sandbox or --branch NAME.');
  const target: Target =
    values.branch === undefined
      ? { type: 'sandbox', name: values.identifier ?? userInfo().username, appId: null }
      : { type: 'branch', name: values.branch, appId: values['app-id'] ?? environment['AWS_APP_ID'] ?? null };
  return { target, profile: values.profile, region: values.region, json: values.json };
}
