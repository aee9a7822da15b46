import * as z from 'zod';

const key = z.array(z.object({ attributeName: z.string(), keyType: z.enum(['HASH', 'RANGE']) }));

/** Properties of Custom::AmplifyDynamoDBTable, the table of a model. */
export const modelTable = z.object({
  tableName: z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
  attributeDefinitions: z.array(z.object({ attributeName: z.string(), attributeType: z.enum(['S', 'N', 'B']) })),
  keySchema: key,
  globalSecondaryIndexes: z
    .array(
      z.object({
        indexName: z.string(),
        keySchema: key,
        projection: z.object({
          projectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          nonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});

/** The model's name: Amplify names a table `<Model>-<api id>-NONE`. */
export function modelOf({ tableName }: z.infer<typeof modelTable>): string {
  return String(tableName['Fn::Join'][1][0]).replace(/-$/, '');
}
