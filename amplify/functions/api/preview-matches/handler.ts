import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createPortfolio } from '../../../adapters/dynamodb-portfolio';
import { systemClock } from '../../../adapters/system-clock';
import { rank, toDigestMatch } from '../../../domain/matching/rank';
import { matchHistory } from '../../../domain/matching/history';
import { matchPreferences } from '../../../domain/preferences';
import { catalogEnvironment, createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';

const environment = readEnvironment(catalogEnvironment.extend({ BOOKMARK_TABLE: z.string() }));
const client = createDocumentClient();
const catalog = createCatalogReader(client, environment, 'answers');
const portfolio = createPortfolio({ client, tableName: environment.BOOKMARK_TABLE });

/** How many a preview shows: enough to judge the preferences by, no more than fit beside the form. */
const PREVIEW_SIZE = 5;

export const handler = frontDoor({
  input: matchPreferences,
  run: async (preferences, { investorId }) => {
    const [startups, bookmarks] = await Promise.all([catalog(), portfolio.list(investorId)]);
    const result = rank(preferences, startups, matchHistory(bookmarks, [], startups), systemClock.now(), {
      limit: PREVIEW_SIZE,
    });
    return { matches: result.matches.map(toDigestMatch), nearMisses: result.nearMisses, total: result.total };
  },
});
