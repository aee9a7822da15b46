import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createKmsTokenSigner, signingKeys } from '../../../adapters/kms-token-signer';
import { systemClock } from '../../../adapters/system-clock';
import { readEnvironment } from '../../environment';
import { metrics, observed } from '../../observed';
import { createUnsubscribeDoor, type UnsubscribeRequest } from './answer-request';

const environment = readEnvironment(
  z.object({ INVESTOR_PROFILE_TABLE: z.string(), TOKEN_KEYS: signingKeys, APP_URL: z.url() }),
);
const door = createUnsubscribeDoor({
  profiles: createInvestorProfiles({ client: createDocumentClient(), tableName: environment.INVESTOR_PROFILE_TABLE }),
  signer: createKmsTokenSigner({ client: new KMSClient(), keys: environment.TOKEN_KEYS }),
  clock: systemClock,
  appUrl: environment.APP_URL,
});

export const handler = observed(async (event: UnsubscribeRequest) => {
  const { answer, stopped } = await door(event);
  if (stopped) metrics.addMetric('unsubscribed', MetricUnit.Count, 1);
  return answer;
});
