import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { readAssembly, type Assembly } from './assembly';

/** The indexes of a model's table. Amplify names the table `<Model>-<api id>-NONE`. */
const table = z
  .object({
    tableName: z.object({ 'Fn::Join': z.tuple([z.string(), z.tuple([z.string()]).rest(z.unknown())]) }),
    globalSecondaryIndexes: z.array(z.object({ indexName: z.string() })).default([]),
  })
  .transform(({ tableName, globalSecondaryIndexes }) => {
    const model = tableName['Fn::Join'][1][0].replace(/-$/, '');
    return globalSecondaryIndexes.map(({ indexName }) => `${model}/${indexName}`);
  });

const policy = z.object({ PolicyDocument: z.object({ Statement: z.array(z.object({ Resource: z.unknown() })) }) });

/** A grant on an index: `...<Model><Model>Table1A2B3C4DTableArn"]},"/index/<name>"`. */
const GRANT = /(\w+)\1Table[0-9A-F]{8}TableArn\W+index\/(\w+)/;

let assembly: Assembly;
beforeAll(async () => {
  assembly = await readAssembly();
});

it('a function is granted queries on indexes that its table has', () => {
  const indexes = assembly.ofType('Custom::AmplifyDynamoDBTable').flatMap(({ Properties }) => table.parse(Properties));
  const granted = assembly.ofType('AWS::IAM::Policy').flatMap(({ logicalId, Properties }) =>
    policy
      .parse(Properties)
      .PolicyDocument.Statement.flatMap(({ Resource }) => Resource)
      .map((resource) => JSON.stringify(resource))
      .filter((resource) => resource?.includes('/index/'))
      .map((resource) => {
        const [, model, index] = GRANT.exec(resource) ?? [];
        return { name: model ? `${model}/${index}` : resource, policy: logicalId };
      }),
  );
  expect(new Set(granted.map(({ name }) => name)).size).toBeGreaterThanOrEqual(4);
  expect(granted.filter(({ name }) => !indexes.includes(name))).toEqual([]);
});
