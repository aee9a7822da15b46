import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { PostAuthenticationTriggerEvent, PostConfirmationTriggerEvent } from 'aws-lambda';
import { createDocumentClient } from '../../adapters/dynamodb';
import { createInvestorProfiles } from '../../adapters/dynamodb-investor-profiles';
import { systemClock } from '../../adapters/system-clock';
import type { InvestorProfiles } from '../../domain/ports';
import { readEnvironment } from '../../functions/environment';
import { logger, observed } from '../../functions/observed';
import { needs } from './needs';
import { registerInvestor } from './register-investor';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const ssm = new SSMClient();

/** The user pool is created before the tables, so the table's name cannot be in the environment. It is read once. */
let profiles: Promise<InvestorProfiles> | undefined;

async function findProfiles(): Promise<InvestorProfiles> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: environment.INVESTOR_PROFILE_TABLE_PARAMETER }));
  return createInvestorProfiles({ client, tableName: Parameter!.Value! });
}

/** Registering is idempotent: after a confirmed sign-up, and at each sign-in in case that one failed. */
const REGISTERS = new Set(['PostConfirmation_ConfirmSignUp', 'PostAuthentication_Authentication']);

export const handler = observed(async (event: PostConfirmationTriggerEvent | PostAuthenticationTriggerEvent) => {
  profiles ??= findProfiles();
  profiles.catch(() => (profiles = undefined));
  if (REGISTERS.has(event.triggerSource)) {
    const { sub, email } = event.request.userAttributes;
    const registered = profiles.then((known) =>
      registerInvestor({ profiles: known, clock: systemClock }, { investorId: sub!, email: email! }),
    );
    // A sign-in succeeds without it: most users have their profile, and the next sign-in tries again.
    await registered.catch((error: unknown) => {
      if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') throw error;
      logger.error('No profile could be registered at sign-in', error as Error);
    });
  }
  return event;
});
