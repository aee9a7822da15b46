import { createDocumentClient } from '../../../adapters/dynamodb';
import { createPortfolio } from '../../../adapters/dynamodb-portfolio';
import { createRecommendations } from '../../../adapters/dynamodb-recommendations';
import { systemClock } from '../../../adapters/system-clock';
import { matchPreferences } from '../../../domain/preferences';
import { createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { proposeMatches } from '../../propose-matches';
import { frontDoor } from '../front-door';
import { needs } from './needs';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  catalog: createCatalogReader(client, environment, 'answers'),
  portfolio: createPortfolio({ client, tableName: environment.BOOKMARK_TABLE }),
  recommendations: createRecommendations({ client, tableName: environment.RECOMMENDATION_TABLE }),
};

export const handler = frontDoor({
  input: matchPreferences,
  run: (preferences, { investorId }) => proposeMatches(deps, investorId, preferences, systemClock.now()),
});
