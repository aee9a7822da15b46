import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import {
  previewMatches,
  requestRecommendations,
  resumeEmail,
  savePreferences,
  searchStartups,
} from '../functions/api/resource';

/*
 * Reads come from the generated queries under owner rules. What needs checking is written by a command (a Lambda-backed
 * mutation), so those models have no generated mutation. A command takes the investor it is meant for and refuses another's
 * token; a generated mutation names its owner in the key, which the owner rule holds against the token. An investor's bookmarks are theirs alone and need no check
 * beyond their type, so they keep the generated mutations, and with them live updates across devices.
 */
const schema = a.schema({
  Startup: a
    .model({
      id: a.id().required(),
      name: a.string().required(),
      industry: a.string(),
      fundingStage: a.string(),
      country: a.string(),
      region: a.string(),
      city: a.string(),
      description: a.string(),
      website: a.url(),
      fundingAmount: a.float(),
      tags: a.string().array(),
      foundedYear: a.integer(),
      teamSize: a.integer(),
      source: a.string(),
      listedAt: a.datetime(),
      updatedAt: a.datetime().required(),
      listed: a.boolean().required(),
      /** Set by the importer to spread the catalog index; see domain/startup.ts. */
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
      investorId: a.id().required(),
      email: a.email().required(),
      industries: a.string().required().array().required(),
      fundingStages: a.string().required().array().required(),
      locations: a.string().required().array().required(),
      minFunding: a.float(),
      maxFunding: a.float(),
      excludedTerms: a.string().required().array().required(),
      mustMatch: a.string().required().array().required(),
      dailyRecommendations: a.boolean().required(),
      preferredTime: a.string().required(),
      timeZone: a.string().required(),
      weekdays: a.string().required().array().required(),
      pausedUntil: a.date(),
      emailStatus: a.enum(['active', 'bounced', 'complained', 'unsubscribed']),
      emailStatusAt: a.datetime(),
      emailStatusReason: a.string(),
      nextDigestAt: a.datetime(),
      dueShard: a.string(),
      preferencesVersion: a.integer(),
      onboarded: a.boolean().required(),
    })
    .identifier(['investorId'])
    .secondaryIndexes((index) => [index('dueShard').sortKeys(['nextDigestAt']).queryField(null).name('due')])
    .disableOperations(['mutations', 'subscriptions', 'list'])
    .authorization((allow) => [allow.ownerDefinedIn('investorId').identityClaim('sub').to(['get'])]),

  Bookmark: a
    .model({
      userId: a.id().required(),
      startupId: a.id().required(),
      startupName: a
        .string()
        .required()
        .validate((v) => v.minLength(1).maxLength(200)),
      status: a.enum(['saved', 'contacted', 'meeting', 'dueDiligence', 'invested', 'passed']),
      note: a.string().validate((v) => v.maxLength(2000)),
      passReason: a.enum(['industry', 'stage', 'location', 'amount', 'team', 'knownAlready', 'other']),
    })
    .identifier(['userId', 'startupId'])
    .authorization((allow) => [allow.ownerDefinedIn('userId').identityClaim('sub')]),

  Recommendation: a
    .model({
      investorId: a.id().required(),
      startupId: a.id().required(),
      startupName: a.string().required(),
      digestKey: a.string().required(),
      sentAt: a.datetime().required(),
      round: a.string().required(),
      score: a.float().required(),
      reasons: a.ref('MatchReason').required().array().required(),
    })
    .identifier(['investorId', 'startupId'])
    .disableOperations(['mutations', 'subscriptions'])
    .authorization((allow) => [allow.ownerDefinedIn('investorId').identityClaim('sub').to(['read'])]),

  Digest: a
    .model({
      investorId: a.id().required(),
      key: a.string().required(),
      kind: a.enum(['daily', 'instant']),
      status: a.enum([
        'planned',
        'matching',
        'matched',
        'claimed',
        'sending',
        'sent',
        'noMatches',
        'skipped',
        'rejected',
        'unknown',
        'missed',
        'failed',
        'delivered',
        'bounced',
        'complained',
      ]),
      dueAt: a.datetime().required(),
      localDate: a.date().required(),
      matches: a.ref('DigestMatch').required().array().required(),
      nearMisses: a.ref('NearMiss').required().array().required(),
      matchTotal: a.integer().required(),
      sentAt: a.datetime(),
      sesMessageId: a.string(),
      /** A code of domain/digest/reason.ts; a sentence in rows from before reasons were codes. */
      reason: a.string(),
      reasonDetail: a.string(),
      /** Set while there is something left to do for it; see domain/digest/digest.ts. */
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

  MatchReason: a.customType({
    criterion: a.string().required(),
    verdict: a.string().required(),
    value: a.string(),
    asked: a.string(),
    share: a.float(),
    shareOf: a.string(),
    points: a.float().required(),
    most: a.float(),
  }),

  DigestMatch: a.customType({
    startupId: a.id().required(),
    name: a.string().required(),
    industry: a.string(),
    fundingStage: a.string(),
    country: a.string(),
    region: a.string(),
    city: a.string(),
    fundingAmount: a.float(),
    website: a.string(),
    source: a.string(),
    round: a.string().required(),
    score: a.float().required(),
    reasons: a.ref('MatchReason').required().array().required(),
    unknown: a.string().required().array(),
    changed: a.string(),
  }),

  NearMiss: a.customType({
    criterion: a.string().required(),
    change: a.string().required(),
    value: a.string(),
    gain: a.integer().required(),
  }),

  FacetCount: a.customType({ value: a.string().required(), count: a.integer().required() }),
  Facets: a.customType({
    industries: a.ref('FacetCount').required().array().required(),
    fundingStages: a.ref('FacetCount').required().array().required(),
    locations: a.ref('FacetCount').required().array().required(),
  }),
  StartupSummary: a.customType({
    id: a.id().required(),
    name: a.string().required(),
    industry: a.string(),
    fundingStage: a.string(),
    country: a.string(),
    region: a.string(),
    city: a.string(),
    description: a.string(),
    website: a.string(),
    fundingAmount: a.float(),
    tags: a.string().required().array().required(),
    foundedYear: a.integer(),
    teamSize: a.integer(),
    source: a.string(),
    listedAt: a.datetime(),
    updatedAt: a.datetime().required(),
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
    .arguments({
      text: a.string(),
      industries: a.string().required().array(),
      fundingStages: a.string().required().array(),
      locations: a.string().required().array(),
      minFunding: a.float(),
      maxFunding: a.float(),
      placeText: a.string(),
      sort: a.string(),
      cursor: a.string(),
      limit: a.integer(),
    })
    .returns(a.ref('StartupPage').required())
    .handler(a.handler.function(searchStartups))
    .authorization((allow) => [allow.authenticated()]),

  previewMatches: a
    .query()
    .arguments({
      industries: a.string().required().array().required(),
      fundingStages: a.string().required().array().required(),
      locations: a.string().required().array().required(),
      minFunding: a.float(),
      maxFunding: a.float(),
      excludedTerms: a.string().required().array().required(),
      mustMatch: a.string().required().array().required(),
    })
    .returns(a.ref('MatchPreview').required())
    .handler(a.handler.function(previewMatches))
    .authorization((allow) => [allow.authenticated()]),

  savePreferences: a
    .mutation()
    .arguments({
      industries: a.string().required().array().required(),
      fundingStages: a.string().required().array().required(),
      locations: a.string().required().array().required(),
      minFunding: a.float(),
      maxFunding: a.float(),
      excludedTerms: a.string().required().array().required(),
      mustMatch: a.string().required().array().required(),
      dailyRecommendations: a.boolean().required(),
      preferredTime: a.string().required(),
      timeZone: a.string().required(),
      weekdays: a.string().required().array().required(),
      pausedUntil: a.string(),
      expectedVersion: a.integer(),
      investorId: a.id(),
    })
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
