import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDeliveryRecord } from '../../../adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createRecommendations } from '../../../adapters/dynamodb-recommendations';
import { createKmsTokenSigner } from '../../../adapters/kms-token-signer';
import { createSesMailer } from '../../../adapters/ses-mailer';
import { systemClock } from '../../../adapters/system-clock';
import { matchingWorkflowInput } from '../../../domain/digest/digest';
import { readEnvironment } from '../../environment';
import { metrics, observed } from '../../observed';
import { needs } from './needs';
import { sendDigestEmail } from './send-digest-email';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  recommendations: createRecommendations({ client, tableName: environment.RECOMMENDATION_TABLE }),
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  deliveries: createDeliveryRecord({ client, tableName: environment.SENDING_TABLE }),
  mailer: createSesMailer({
    // One attempt: a blind second one could send twice.
    client: new SESClient({ maxAttempts: 1 }),
    from: environment.SENDER,
    unsubscribeMailbox: environment.UNSUBSCRIBE_MAILBOX,
    configurationSet: environment.CONFIGURATION_SET,
  }),
  clock: systemClock,
  signer: createKmsTokenSigner({ client: new KMSClient(), keys: environment.TOKEN_KEYS }),
  unsubscribeAddress: environment.UNSUBSCRIBE_URL,
  appUrl: environment.APP_URL,
  postalAddress: environment.POSTAL_ADDRESS,
};

export const handler = observed(async (event: unknown) => {
  const input = matchingWorkflowInput.parse(event);
  const { outcome } = await sendDigestEmail(deps, input);
  metrics.addMetric(`emails.${outcome}`, MetricUnit.Count, 1);
  return { ...input, outcome };
});
