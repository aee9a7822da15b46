import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { systemClock } from '../../../adapters/system-clock';
import { createWorkflowStarter } from '../../../adapters/workflow-starter';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';
import { needs } from './needs';
import { requestRecommendations } from './request-recommendations';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  workflow: createWorkflowStarter({ sfn: new SFNClient(), stateMachineArn: environment.STATE_MACHINE_ARN }),
  clock: systemClock,
};

export const handler = frontDoor({
  input: z.object({}),
  writes: true,
  run: (_, { investorId }) => requestRecommendations(deps, investorId),
});
