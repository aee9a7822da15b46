import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAssembly, type Assembly } from './assembly';
import { modelOf, modelTable } from './model-table';
import { policyProperties } from './policies';
import { rule } from './rule';

let assembly: Assembly;
beforeAll(async () => {
  assembly = await readAssembly();
});

describe('the catalog’s publisher', () => {
  it('is invoked by the hourly rule of the batch, and reads startups through their index only', () => {
    const [hourly] = assembly
      .ofType('AWS::Events::Rule', rule)
      .filter(({ Properties }) => Properties.ScheduleExpression);
    const targets = hourly!.Properties.Targets.map(({ Arn }) => JSON.stringify(Arn));
    expect(targets).toHaveLength(2);
    expect(targets[1]).toContain('publishcatalog');
    const policies = assembly.ofType('AWS::IAM::Policy', policyProperties);
    const policy = policies.find((one) => one.logicalId.startsWith('publishcatalog'))!;
    const statements = policy.Properties.PolicyDocument.Statement;
    const actions = statements.flatMap(({ Action }) => Action ?? []).filter((action) => action.startsWith('dynamodb'));
    expect(actions.sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']);
    const [query] = statements.filter(({ Action }) => Action?.includes('dynamodb:Query'));
    expect(JSON.stringify(query!.Resource)).toContain('/index/catalog');
  });
});

describe('data', () => {
  it('is encrypted and can be restored to any second', () => {
    const tables = assembly.ofType('Custom::AmplifyDynamoDBTable');
    expect(tables).toHaveLength(5);
    for (const table of tables) {
      expect(table.Properties).toMatchObject({
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        sseSpecification: { sseEnabled: true },
      });
    }
  });

  it('has an index of open digests with keys only, so that it costs one small write to enter and one to leave', () => {
    const [digest] = assembly
      .ofType('Custom::AmplifyDynamoDBTable', modelTable)
      .filter(({ Properties }) => modelOf(Properties) === 'Digest');
    const open = digest!.Properties.globalSecondaryIndexes.find((index) => index.indexName === 'open');
    expect(open).toMatchObject({
      keySchema: [
        { attributeName: 'openShard', keyType: 'HASH' },
        { attributeName: 'openSince', keyType: 'RANGE' },
      ],
      projection: { projectionType: 'KEYS_ONLY' },
    });
  });

  it('is in tables whose names and keys never change: a change replaces the table, and its rows are lost', () => {
    const tables = assembly.ofType('Custom::AmplifyDynamoDBTable', modelTable).map(({ Properties }) => {
      const types = new Map(Properties.attributeDefinitions.map((one) => [one.attributeName, one.attributeType]));
      const keys = Properties.keySchema.map(
        ({ attributeName, keyType }) => `${keyType} ${attributeName} ${types.get(attributeName)}`,
      );
      return [modelOf(Properties), ...keys];
    });
    expect(tables.sort()).toEqual([
      ['Bookmark', 'HASH userId S', 'RANGE startupId S'],
      ['Digest', 'HASH investorId S', 'RANGE key S'],
      ['InvestorProfile', 'HASH investorId S'],
      ['Recommendation', 'HASH investorId S', 'RANGE startupId S'],
      ['Startup', 'HASH id S'],
    ]);
  });

  const publishedCatalog = () =>
    assembly.ofType('AWS::DynamoDB::Table').find(({ logicalId }) => logicalId.startsWith('CatalogSnapshot'))!;

  it('has the published catalog in a separate table: encrypted, expiring, deleted with the stack, without backup', () => {
    const table = publishedCatalog();
    expect(table).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
    expect(table.Properties).not.toHaveProperty('PointInTimeRecoverySpecification');
  });

  it('lets functions that use the catalog read the published one, and only its publisher write it', () => {
    const { logicalId } = publishedCatalog();
    const granted = assembly.ofType('AWS::IAM::Policy', policyProperties).flatMap((policy) => {
      const statements = policy.Properties.PolicyDocument.Statement;
      const actions = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${logicalId}"`));
      return actions.flatMap(({ Action }) =>
        Action!.map((action) => `${policy.logicalId.replace(/ServiceRole.*/, '')} ${action}`),
      );
    });
    expect(granted.sort()).toEqual([
      'findmatches dynamodb:GetItem',
      'previewmatches dynamodb:GetItem',
      'publishcatalog dynamodb:GetItem',
      'publishcatalog dynamodb:PutItem',
      'searchstartups dynamodb:GetItem',
    ]);
  });

  it('has no mutations for clients except the commands and those of an owner’s bookmarks', () => {
    const [definition] = assembly.ofType('AWS::AppSync::GraphQLSchema');
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(definition!.Properties['DefinitionS3Location']))![0];
    const schema = readFileSync(path.join(assembly.dir, `asset.${hash}.graphql`), 'utf8');
    const mutations = /type Mutation[^{]*\{([\s\S]*?)\n\}/.exec(schema)![1]!;
    const names = [...mutations.matchAll(/^ {2}(\w+)[(:]/gm)].map((match) => match[1]).sort();
    expect(names).toEqual([
      'createBookmark',
      'createStartup',
      'deleteBookmark',
      'deleteStartup',
      'requestRecommendations',
      'resumeEmail',
      'savePreferences',
      'updateBookmark',
      'updateStartup',
    ]);
  });
});
