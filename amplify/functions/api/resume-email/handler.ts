import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { systemClock } from '../../../adapters/system-clock';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';
import { needs } from './needs';
import { resumeEmail } from './resume-email';

const environment = readEnvironment(needs.environment);
const deps = {
  profiles: createInvestorProfiles({ client: createDocumentClient(), tableName: environment.INVESTOR_PROFILE_TABLE }),
  clock: systemClock,
};

export const handler = frontDoor({
  input: z.object({ consent: z.boolean('say true or false') }),
  writes: true,
  run: ({ consent }, { investorId }) => resumeEmail(deps, investorId, consent),
});
