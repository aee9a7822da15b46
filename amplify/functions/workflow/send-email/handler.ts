import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDeliveryRecord } from '../../../adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createRecommendations } from '../../../adapters/dynamodb-recommendations';
import { createKmsTokenSigner, signingKeys } from '../../../adapters/kms-token-signer';
import { createSesMailer } from '../../../adapters/ses-mailer';
import { systemClock } from '../../../adapters/system-clock';
import { matchingWorkflowInput } from '../../../domain/digest/digest';
import { readEnvironment } from '../../environment';
import { metrics, observed } from '../../observed';
import { sendDigestEmail } from './send-digest-email';

const environment = readEnvironment(
  z.object({
    INVESTOR_PROFILE_TABLE: z.string(),
    RECOMMENDATION_TABLE: z.string(),
    DIGEST_TABLE: z.string(),
    SENDING_TABLE: z.string(),
    SENDER: z.string(),
    CONFIGURATION_SET: z.string(),
    TOKEN_KEYS: signingKeys,
    UNSUBSCRIBE_URL: z.url(),
    UNSUBSCRIBE_MAILBOX: z.string().optional(),
    APP_URL: z.url(),
    POSTAL_ADDRESS: z.string(),
  }),
);
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
