import { createDocumentClient } from '../../../adapters/dynamodb';
import { createPortfolio } from '../../../adapters/dynamodb-portfolio';
import { createStartupSource } from '../../../adapters/dynamodb-startups';
import { systemClock } from '../../../adapters/system-clock';
import { bookmarkInput } from '../../../domain/bookmark';
import { readEnvironment } from '../../environment';
import { frontDoor } from '../front-door';
import { needs } from './needs';
import { saveBookmark } from './save-bookmark';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  portfolio: createPortfolio({ client, tableName: environment.BOOKMARK_TABLE }),
  startups: createStartupSource({ client, tableName: environment.STARTUP_TABLE }),
  clock: systemClock,
};

export const handler = frontDoor({
  input: bookmarkInput,
  writes: true,
  run: (input, { investorId }) => saveBookmark(deps, investorId, input),
});
