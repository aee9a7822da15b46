import { readDeploymentSettings, type DeploymentSettings } from '../../amplify/deployment-settings';
import { AwsAccount } from './aws-account';
import { checkAccount, type CheckedAccount } from './check-account';
import { checkTemplates } from './check-templates';
import { missing, ok, type Finding } from './finding';
import type { Options } from './options';
import type { Report } from './report';
import { synthesiseTarget, type SynthesisedTarget } from './synthesise-target';

/** Checks the settings, the templates and, with credentials, the account. */
export async function preflight({ target, profile, region }: Options, environment: NodeJS.ProcessEnv): Promise<Report> {
  const isSandbox = target.type === 'sandbox';
  const findings: Finding[] = [];
  const report = (rest: Partial<Report> = {}): Report => ({
    target,
    stackName: null,
    account: null,
    offline: null,
    findings,
    ...rest,
  });

  let settings: DeploymentSettings;
  let synthesised: SynthesisedTarget;
  try {
    settings = readDeploymentSettings(environment, isSandbox);
  } catch (error) {
    findings.push(missing('Settings', messageOf(error)));
    return report();
  }
  findings.push(ok('Settings', `The sender is ${settings.sender}, the app is at ${settings.appUrl}.`));
  try {
    synthesised = await synthesiseTarget(target);
  } catch (error) {
    findings.push(missing('Synthesis', messageOf(error), 'npm run synth'));
    return report();
  }
  findings.push(ok('Synthesis', `${synthesised.needs.stacks} stacks.`), ...checkTemplates(synthesised.needs, settings));

  const { stackName } = synthesised;
  const account = new AwsAccount({ profile, region });
  const problem = await account.credentialsProblem();
  if (problem !== null) {
    // A profile that was asked for and does not work is a fault; no credentials at all are not.
    const asked = profile ?? environment['AWS_PROFILE'];
    if (asked) findings.push(missing('Credentials', problem, `aws configure --profile ${asked}`));
    return report({
      stackName,
      offline: `There are no AWS credentials, so the account was not checked: only the settings and the templates were.`,
    });
  }
  const checked: CheckedAccount = await checkAccount(account, settings, isSandbox, synthesised);
  findings.push(...checked.findings);
  return report({ stackName, account: checked.caller });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
