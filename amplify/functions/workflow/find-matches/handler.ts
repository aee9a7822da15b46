import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createPortfolio } from '../../../adapters/dynamodb-portfolio';
import { createRecommendations } from '../../../adapters/dynamodb-recommendations';
import { systemClock } from '../../../adapters/system-clock';
import { matchingWorkflowInput } from '../../../domain/digest/digest';
import { createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { metrics, observed } from '../../observed';
import { findMatches } from './find-matches';
import { needs } from './needs';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  portfolio: createPortfolio({ client, tableName: environment.BOOKMARK_TABLE }),
  recommendations: createRecommendations({ client, tableName: environment.RECOMMENDATION_TABLE }),
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  catalog: createCatalogReader(client, environment, 'decides'),
  clock: systemClock,
};

export const handler = observed(async (event: unknown) => {
  const input = matchingWorkflowInput.parse(event);
  const { matchCount } = await findMatches(deps, input);
  metrics.addMetric('matches', MetricUnit.Count, matchCount);
  return { ...input, matchCount };
});
