import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KMSClient } from '@aws-sdk/client-kms';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createKmsTokenSigner } from '../../../adapters/kms-token-signer';
import { systemClock } from '../../../adapters/system-clock';
import { readEnvironment } from '../../environment';
import { metrics, observed } from '../../observed';
import { createRequestAnswerer, type UnsubscribeRequest } from './answer-request';
import { needs } from './needs';
import { tokensInMail } from './token-in-mail';
import { unsubscribe } from './unsubscribe';

const environment = readEnvironment(needs.environment);
const deps = {
  profiles: createInvestorProfiles({ client: createDocumentClient(), tableName: environment.INVESTOR_PROFILE_TABLE }),
  signer: createKmsTokenSigner({ client: new KMSClient(), keys: environment.TOKEN_KEYS }),
  clock: systemClock,
  appUrl: environment.APP_URL,
};
const answerRequest = createRequestAnswerer(deps);

/** Invoked by the function's URL (https) and by SES for mail to the unsubscribe mailbox (mailto). */
export const handler = observed(async (event: UnsubscribeRequest) => {
  const tokens = tokensInMail(event);
  if (tokens) {
    for (const token of tokens) {
      if (await unsubscribe(deps, token)) metrics.addMetric('unsubscribed', MetricUnit.Count, 1);
    }
    return;
  }
  const { answer, stopped } = await answerRequest(event);
  if (stopped) metrics.addMetric('unsubscribed', MetricUnit.Count, 1);
  return answer;
});
