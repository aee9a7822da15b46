import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import { bookmark, bookmarkStatus, passReason, NOTE_MAX, STARTUP_NAME_MAX } from '../domain/bookmark';
import { searchInput } from '../domain/catalog/search-input';
import { digest, digestKind, digestStatus } from '../domain/digest/digest';
import {
  digestMatch,
  matchReason,
  nearMiss,
  nearMissChange,
  reasonCriterion,
  reasonVerdict,
} from '../domain/digest/match';
import { recommendation } from '../domain/digest/recommendation';
import { criterion, matchPreferences, preferencesToSave, weekday } from '../domain/preferences';
import { emailStatus, investorProfile } from '../domain/profile';
import { startup } from '../domain/startup';
import {
  previewMatches,
  requestRecommendations,
  resumeEmail,
  savePreferences,
  searchStartups,
} from '../functions/api/resource';
import { createZodFields } from './zod-fields';

/** Enums of the API. Funding stages are Strings, because `series-c+` is not a valid name in GraphQL. */
const ENUMS = {
  BookmarkStatus: bookmarkStatus,
  Criterion: criterion,
  DigestKind: digestKind,
  DigestStatus: digestStatus,
  EmailStatus: emailStatus,
  NearMissChange: nearMissChange,
  PassReason: passReason,
  ReasonCriterion: reasonCriterion,
  ReasonVerdict: reasonVerdict,
  Weekday: weekday,
};
const OBJECTS = { DigestMatch: digestMatch, MatchReason: matchReason, NearMiss: nearMiss };
const { fieldsOf, argumentsOf } = createZodFields({ ...ENUMS, ...OBJECTS });

/** Amplify adds both to every model. */
const timestamps = { createdAt: true, updatedAt: true } as const;

/*
 * Fields of the domain come from its zod schemas. This file adds keys, fields that only a table has, and fields whose
 * type in the API differs from the schema.
 *
 * Reads use the generated queries with owner rules. Data that needs checks is written by a command (a mutation with a
 * Lambda function), so those models have no generated mutations. A command takes the intended investor and refuses
 * another investor's token. A generated mutation has its owner in the key, which the owner rule compares with the
 * token. Bookmarks need no checks beyond their types, so they keep the generated mutations, and with them live updates
 * across devices.
 */
const schema = a.schema({
  BookmarkStatus: a.enum(ENUMS.BookmarkStatus.options),
  Criterion: a.enum(ENUMS.Criterion.options),
  DigestKind: a.enum(ENUMS.DigestKind.options),
  DigestStatus: a.enum(ENUMS.DigestStatus.options),
  EmailStatus: a.enum(ENUMS.EmailStatus.options),
  NearMissChange: a.enum(ENUMS.NearMissChange.options),
  PassReason: a.enum(ENUMS.PassReason.options),
  ReasonCriterion: a.enum(ENUMS.ReasonCriterion.options),
  ReasonVerdict: a.enum(ENUMS.ReasonVerdict.options),
  Weekday: a.enum(ENUMS.Weekday.options),

  Startup: a
    .model({
      ...fieldsOf(startup),
      id: a.id().required(),
      /** Administrators may leave the tags out, and entries may be null. */
      tags: a.string().array(),
      /** Set by the importer to spread the catalog index; see adapters/shards.ts. */
      catalogShard: a.string().default('0'),
    })
    .secondaryIndexes((index) => [index('catalogShard').sortKeys(['updatedAt']).queryField(null).name('catalog')])
    .disableOperations(['subscriptions'])
    .authorization((allow) => [
      allow.authenticated().to(['get']),
      allow.group('ADMINS').to(['get', 'create', 'update']),
    ]),

  InvestorProfile: a
    .model({
      ...fieldsOf(investorProfile.omit(timestamps)),
      investorId: a.id().required(),
      email: a.email().required(),
      /** Set while a digest is due, so that the index `due` is sparse; see adapters/shards.ts. */
      dueShard: a.string(),
      /** Absent in profiles that were saved before versions were counted. */
      preferencesVersion: a.integer(),
    })
    .identifier(['investorId'])
    .secondaryIndexes((index) => [index('dueShard').sortKeys(['nextDigestAt']).queryField(null).name('due')])
    .disableOperations(['mutations', 'subscriptions', 'list'])
    .authorization((allow) => [allow.ownerDefinedIn('investorId').identityClaim('sub').to(['get'])]),

  Bookmark: a
    .model({
      ...fieldsOf(bookmark.omit(timestamps)),
      userId: a.id().required(),
      startupId: a.id().required(),
      startupName: a
        .string()
        .required()
        .validate((v) => v.minLength(1).maxLength(STARTUP_NAME_MAX)),
      /** A new bookmark without a status is `saved`. */
      status: a.ref('BookmarkStatus'),
      note: a.string().validate((v) => v.maxLength(NOTE_MAX)),
    })
    .identifier(['userId', 'startupId'])
    .authorization((allow) => [allow.ownerDefinedIn('userId').identityClaim('sub')]),

  Recommendation: a
    .model({ ...fieldsOf(recommendation), investorId: a.id().required(), startupId: a.id().required() })
    .identifier(['investorId', 'startupId'])
    .disableOperations(['mutations', 'subscriptions'])
    .authorization((allow) => [allow.ownerDefinedIn('investorId').identityClaim('sub').to(['read'])]),

  Digest: a
    .model({
      ...fieldsOf(digest),
      investorId: a.id().required(),
      /** Set while the digest is open, so that the index `open` is sparse; see adapters/shards.ts. */
      openShard: a.string(),
      openSince: a.datetime(),
    })
    .identifier(['investorId', 'key'])
    .secondaryIndexes((index) => [
      index('investorId').sortKeys(['dueAt']).queryField('digestsByDueAt').name('byDueAt'),
      index('openShard').sortKeys(['openSince']).queryField(null).name('open').projection('KEYS_ONLY'),
    ])
    .disableOperations(['mutations', 'subscriptions'])
    .authorization((allow) => [allow.ownerDefinedIn('investorId').identityClaim('sub').to(['read'])]),

  MatchReason: a.customType(fieldsOf(matchReason)),
  DigestMatch: a.customType({ ...fieldsOf(digestMatch), startupId: a.id().required() }),
  NearMiss: a.customType(fieldsOf(nearMiss)),

  FacetCount: a.customType({ value: a.string().required(), count: a.integer().required() }),
  Facets: a.customType({
    industries: a.ref('FacetCount').required().array().required(),
    fundingStages: a.ref('FacetCount').required().array().required(),
    locations: a.ref('FacetCount').required().array().required(),
  }),
  StartupSummary: a.customType({
    ...fieldsOf(startup.omit({ listed: true })),
    id: a.id().required(),
    website: a.string(),
  }),
  StartupPage: a.customType({
    items: a.ref('StartupSummary').required().array().required(),
    total: a.integer().required(),
    nextCursor: a.string(),
    facets: a.ref('Facets').required(),
  }),
  MatchPreview: a.customType({
    matches: a.ref('DigestMatch').required().array().required(),
    nearMisses: a.ref('NearMiss').required().array().required(),
    total: a.integer().required(),
    alreadyDecided: a.integer().required(),
    alreadySent: a.integer().required(),
  }),
  RequestedRun: a.customType({ digestKey: a.string().required() }),

  searchStartups: a
    .query()
    .arguments(argumentsOf(searchInput))
    .returns(a.ref('StartupPage').required())
    .handler(a.handler.function(searchStartups))
    .authorization((allow) => [allow.authenticated()]),

  previewMatches: a
    .query()
    .arguments(argumentsOf(matchPreferences))
    .returns(a.ref('MatchPreview').required())
    .handler(a.handler.function(previewMatches))
    .authorization((allow) => [allow.authenticated()]),

  savePreferences: a
    .mutation()
    .arguments({ ...argumentsOf(preferencesToSave), investorId: a.id() })
    .returns(a.ref('InvestorProfile').required())
    .handler(a.handler.function(savePreferences))
    .authorization((allow) => [allow.authenticated()]),

  requestRecommendations: a
    .mutation()
    .arguments({ investorId: a.id() })
    .returns(a.ref('RequestedRun').required())
    .handler(a.handler.function(requestRecommendations))
    .authorization((allow) => [allow.authenticated()]),

  resumeEmail: a
    .mutation()
    .arguments({ consent: a.boolean().required(), investorId: a.id() })
    .returns(a.ref('InvestorProfile').required())
    .handler(a.handler.function(resumeEmail))
    .authorization((allow) => [allow.authenticated()]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  name: 'startupMatching',
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
