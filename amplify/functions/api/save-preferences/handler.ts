import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createScheduledStarter } from '../../../adapters/scheduled-starter';
import { systemClock } from '../../../adapters/system-clock';
import { preferencesToSave } from '../../../domain/preferences';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';
import { needs } from './needs';
import { savePreferences } from './save-preferences';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  workflow: createScheduledStarter({
    scheduler: new SchedulerClient(),
    groupName: environment.SCHEDULE_GROUP,
    roleArn: environment.SCHEDULE_ROLE_ARN,
    stateMachineArn: environment.STATE_MACHINE_ARN,
  }),
  clock: systemClock,
};

export const handler = frontDoor({
  input: preferencesToSave,
  writes: true,
  run: ({ expectedVersion, ...preferences }, { investorId }) =>
    savePreferences(deps, investorId, preferences, expectedVersion),
});
