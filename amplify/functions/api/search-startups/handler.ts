import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { search, searchInput } from '../../../domain/catalog/search';
import { catalogEnvironment, createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';

const catalog = createCatalogReader(createDocumentClient(), readEnvironment(catalogEnvironment));

export const handler = frontDoor({
  input: searchInput,
  restInput: fromQueryString,
  run: async (query) => search(await catalog(), query),
});

/** Lists are repeated (`industries=web&industries=biotech`); numbers are decimal. */
function fromQueryString(event: APIGatewayProxyEvent): Record<string, unknown> {
  const single = event.queryStringParameters ?? {};
  const repeated = event.multiValueQueryStringParameters ?? {};
  const input: Record<string, unknown> = { ...single };
  for (const list of ['industries', 'fundingStages', 'locations']) if (repeated[list]) input[list] = repeated[list];
  for (const amount of ['minFunding', 'maxFunding', 'limit']) {
    if (single[amount] !== undefined) input[amount] = single[amount] === '' ? undefined : Number(single[amount]);
  }
  return input;
}
