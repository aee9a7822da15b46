import * as z from 'zod';
import type { Bookmark } from '../../amplify/domain/bookmark';
import type { SearchResult } from '../../amplify/domain/catalog/search';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { Startup } from '../../amplify/domain/startup';
import type { LocalBackend } from '../../local/start';
import type { MatchPreview } from '../../src/api/preferences';

interface Page<Item> {
  items: Item[];
  nextToken: string | null;
}

/**
 * The root fields that tests select, with the domain's types (decision 0025). A field that a document does not select is
 * undefined in the answer.
 */
export interface GraphqlData {
  createBookmark: Bookmark;
  createStartup: Startup;
  deleteBookmark: Bookmark;
  digestsByDueAt: Page<Digest>;
  getBookmark: Bookmark;
  getDigest: Digest | null;
  getInvestorProfile: InvestorProfile;
  getStartup: Startup;
  listBookmarks: Page<Bookmark>;
  listDigests: Page<Digest>;
  listRecommendations: Page<{ investorId: string }>;
  onCreateBookmark: Bookmark;
  previewMatches: MatchPreview;
  requestRecommendations: { digestKey: string };
  resumeEmail: InvestorProfile;
  savePreferences: InvestorProfile;
  searchStartups: SearchResult;
  updateBookmark: Bookmark;
}

/** `data` is null or absent where the whole request is refused; tests of a refusal read it with `?.`. */
export interface GraphqlAnswer {
  data: GraphqlData;
  errors?: { message: string; errorType?: string; path?: unknown }[];
}

const restError = z.strictObject({
  code: z.string(),
  message: z.string(),
  problems: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
});

/** Success or failure of a REST route; fields that only `toMatchObject` reads are not listed. */
export const restBody = z.looseObject({
  error: restError.optional(),
  digestKey: z.string().optional(),
  total: z.number().optional(),
  items: z.array(z.looseObject({ id: z.string() })).optional(),
});
export type RestBody = z.infer<typeof restBody>;

const customOutputs = z.object({
  tables: z.object({ Startup: z.string(), Sending: z.string() }),
  queues: z.object({ DeadLetters: z.string() }),
});

/** Names of the tables that the backend publishes in its outputs. */
export function tablesOf({ outputs }: Pick<LocalBackend, 'outputs'>): { Startup: string; Sending: string } {
  return customOutputs.parse(outputs.custom).tables;
}

/** Address of the queue that events wait in when they could not be processed. */
export function deadLetterQueueOf({ outputs }: Pick<LocalBackend, 'outputs'>): string {
  return customOutputs.parse(outputs.custom).queues.DeadLetters;
}
