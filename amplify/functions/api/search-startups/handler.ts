import { createDocumentClient } from '../../../adapters/dynamodb';
import { searchInput } from '../../../domain/catalog/search-input';
import { search } from '../../../domain/catalog/search';
import { createCatalogReader } from '../../catalog-reader';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';
import { readQueryString } from '../query-string';
import { needs } from './needs';

const catalog = createCatalogReader(createDocumentClient(), readEnvironment(needs.environment), 'answers');

export const handler = frontDoor({
  input: searchInput,
  restInput: (event) =>
    readQueryString(event, {
      lists: ['industries', 'fundingStages', 'locations'],
      numbers: ['minFunding', 'maxFunding', 'limit'],
    }),
  run: async (query) => search(await catalog(), query),
});
