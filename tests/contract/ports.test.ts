import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createCatalogSnapshots } from '../../amplify/adapters/dynamodb-catalog-snapshots';
import { createDeliveryRecord } from '../../amplify/adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../amplify/adapters/dynamodb-digest-ledger';
import { createDueInvestors } from '../../amplify/adapters/dynamodb-due-investors';
import { createInvestorProfiles } from '../../amplify/adapters/dynamodb-investor-profiles';
import { createPortfolio } from '../../amplify/adapters/dynamodb-portfolio';
import { createSendSlots } from '../../amplify/adapters/dynamodb-send-slots';
import { createRecommendations } from '../../amplify/adapters/dynamodb-recommendations';
import { createStartupSource, toStartupRow } from '../../amplify/adapters/dynamodb-startups';
import { createInMemorySnapshots } from '../fakes/catalog-snapshots';
import { createInMemoryDeliveryRecord } from '../fakes/delivery-record';
import { createInMemoryLedger } from '../fakes/digest-ledger';
import { createInMemoryProfiles } from '../fakes/investor-profiles';
import { createInMemoryPortfolio } from '../fakes/portfolio';
import { createInMemorySendSlots } from '../fakes/send-slots';
import { createInMemoryRecommendations } from '../fakes/recommendations';
import { createInMemoryStartups } from '../fakes/startup-source';
import { catalogSnapshotsContract } from './catalog-snapshots';
import { deliveryRecordContract } from './delivery-record';
import { digestLedgerContract } from './digest-ledger';
import { startTables } from './dynamodb-tables';
import { investorProfilesContract } from './investor-profiles';
import { portfolioContract } from './portfolio';
import { sendSlotsContract } from './send-slots';
import { recommendationsContract } from './recommendations';
import { catalogOfThree, startupSourceContract } from './startup-source';

describe('in memory', () => {
  investorProfilesContract(() => createInMemoryProfiles());
  digestLedgerContract(() => createInMemoryLedger());
  portfolioContract(() => createInMemoryPortfolio());
  recommendationsContract(() => createInMemoryRecommendations());
  startupSourceContract(() => createInMemoryStartups(catalogOfThree));
  catalogSnapshotsContract(() => createInMemorySnapshots());
  sendSlotsContract(() => createInMemorySendSlots());
  deliveryRecordContract(() => createInMemoryDeliveryRecord());
});

describe('DynamoDB', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  beforeAll(async () => {
    tables = await startTables();
    const put = catalogOfThree.map((startup) => ({
      PutRequest: { Item: toStartupRow(startup, startup.updatedAt) },
    }));
    await tables.client.send(new BatchWriteCommand({ RequestItems: { Startup: put } }));
  });
  afterAll(() => tables?.stop());

  const on = (tableName: string) => ({ client: tables.client, tableName });
  investorProfilesContract(() => ({
    ...createInvestorProfiles(on('InvestorProfile')),
    ...createDueInvestors({
      ...on('InvestorProfile'),
      onInvalid: (id, problem) => expect.fail(`${String(id)}: ${problem}`),
    }),
  }));
  digestLedgerContract(() => createDigestLedger({ ...on('Digest'), now: () => new Date('2026-03-01T00:00:00.000Z') }));
  portfolioContract(() => createPortfolio(on('Bookmark')));
  recommendationsContract(() => createRecommendations(on('Recommendation')));
  startupSourceContract(() => createStartupSource(on('Startup')));
  catalogSnapshotsContract(() => createCatalogSnapshots(on('CatalogSnapshot')));
  sendSlotsContract(() => createSendSlots(on('SendingControl')));
  deliveryRecordContract(() => createDeliveryRecord(on('SendingControl')));
});
