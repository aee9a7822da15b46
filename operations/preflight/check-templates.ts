import type { DeploymentSettings, SenderIdentity } from '../../amplify/deployment-settings';
import { DOCUMENTED_QUOTAS, STACK_LIMITS, STACK_QUOTA } from './documented-quotas';
import { missing, ok, warning, type Finding } from './finding';
import { countOf, type TemplateNeeds } from './template-needs';

/** What the templates need of the account, and whether a new account's quotas hold it. Asks nothing of AWS. */
export function checkTemplates(needs: TemplateNeeds, settings: DeploymentSettings): Finding[] {
  return [...ofTheAccount(needs, settings), ...stackLimits(needs), ...resourceQuotas(needs)];
}

function ofTheAccount(needs: TemplateNeeds, { sender, identity, restAccessLogs }: DeploymentSettings): Finding[] {
  return [
    sesIdentity(sender, identity),
    ok(
      'Needs: log role',
      restAccessLogs ? "API Gateway's role for logs must be set in the account." : 'None: access logs are off.',
    ),
    ok(
      'Needs: concurrency',
      needs.reservedConcurrency > 0
        ? `${needs.reservedConcurrency} are reserved from the account's Lambda concurrency.`
        : 'None is reserved.',
    ),
  ];
}

function sesIdentity(sender: string, { name, kind, created }: SenderIdentity): Finding {
  const check = 'Needs: SES identity';
  if (sender.endsWith('.invalid')) return warning(check, 'FIRSTLIGHT_SENDER is not set: SES refuses every email.');
  return ok(
    check,
    created
      ? `The ${kind} ${name} is created by this deployment: it must not exist.`
      : `The ${kind} ${name} is adopted: it must exist.`,
  );
}

function stackLimits(needs: TemplateNeeds): Finding[] {
  const total = [...needs.resources.values()].reduce((a, b) => a + b, 0);
  return [
    ...(['resources', 'parameters', 'outputs'] as const).map((part) => {
      const { stack, count } = needs.largest[part];
      const limit = STACK_LIMITS[part];
      return within(`Stack ${part}`, count, limit, `${count} in the stack "${stack}"; CloudFormation allows ${limit}.`);
    }),
    within(
      'Resources of one operation',
      total,
      STACK_LIMITS.resourcesOfOperation,
      `${total} in all stacks; CloudFormation allows ${STACK_LIMITS.resourcesOfOperation}.`,
    ),
    within('Stacks', needs.stacks, STACK_QUOTA, `${needs.stacks} of ${STACK_QUOTA} per account and region by default.`),
  ];
}

function resourceQuotas(needs: TemplateNeeds): Finding[] {
  return DOCUMENTED_QUOTAS.map(({ what, types, most, per, source }) => {
    const count = countOf(needs, types);
    if (most === null) return ok(what, `${count}; AWS documents no limit on their number.`);
    return within(what, count, most, `${count} of ${most} per ${per} by default.`, source);
  });
}

/** @param source where AWS documents the limit */
const within = (check: string, count: number, most: number, says: string, source?: string): Finding =>
  count <= most ? ok(check, says) : missing(check, source ? `${says} See ${source}.` : says);
