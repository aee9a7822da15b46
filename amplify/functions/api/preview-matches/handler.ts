import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createPortfolio } from '../../../adapters/dynamodb-portfolio';
import { createRecommendations } from '../../../adapters/dynamodb-recommendations';
import { systemClock } from '../../../adapters/system-clock';
import { matchPreferences } from '../../../domain/preferences';
import { catalogEnvironment, createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { proposeMatches } from '../../propose-matches';
import { frontDoor } from '../front-door';

const environment = readEnvironment(
  catalogEnvironment.extend({ BOOKMARK_TABLE: z.string(), RECOMMENDATION_TABLE: z.string() }),
);
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
