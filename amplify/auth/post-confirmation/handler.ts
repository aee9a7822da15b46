import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import * as z from 'zod';
import { createDocumentClient } from '../../adapters/dynamodb';
import { createInvestorProfiles } from '../../adapters/dynamodb-investor-profiles';
import { systemClock } from '../../adapters/system-clock';
import type { InvestorProfiles } from '../../domain/ports';
import { readEnvironment } from '../../functions/environment';
import { observed } from '../../functions/observed';
import { registerInvestor } from './register-investor';

const environment = readEnvironment(z.object({ INVESTOR_PROFILE_TABLE_PARAMETER: z.string() }));
const client = createDocumentClient();
const ssm = new SSMClient();

/** The user pool is made before the tables, so the table's name can't be in the environment; it is read once. */
let profiles: Promise<InvestorProfiles> | undefined;

async function findProfiles(): Promise<InvestorProfiles> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: environment.INVESTOR_PROFILE_TABLE_PARAMETER }));
  return createInvestorProfiles({ client, tableName: Parameter!.Value! });
}

export const handler = observed(async (event: PostConfirmationTriggerEvent) => {
  profiles ??= findProfiles();
  profiles.catch(() => (profiles = undefined));
  if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') {
    const { sub, email } = event.request.userAttributes;
    await registerInvestor({ profiles: await profiles, clock: systemClock }, { investorId: sub!, email: email! });
  }
  return event;
});
