import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDeliveryRecord } from '../../../adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { readMessageTags } from '../../../adapters/ses-message-tags';
import { systemClock } from '../../../adapters/system-clock';
import { readEnvironment } from '../../environment';
import { observed } from '../../observed';
import { needs } from './needs';
import { deliveryEvent, recordDelivery } from './record-delivery';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  deliveries: createDeliveryRecord({ client, tableName: environment.SENDING_TABLE }),
  readTags: readMessageTags,
};

export const handler = observed(async (event: unknown) => ({
  recorded: await recordDelivery(deps, deliveryEvent.parse(event)),
}));
