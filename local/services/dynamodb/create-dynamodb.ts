import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsApi, AwsRequest, AwsResponse, Runtime, Service } from '../../runtime';
import { openDynalite, type Dynalite } from './dynalite';
import { tableArn } from './dynamodb-names';
import { sameKeys, sameShape, TABLE_TYPES, tableDefinition, type TableDefinition } from './table-definition';
import { deleteExpired, expiryAttribute } from './time-to-live';

const TARGET = 'DynamoDB_20120810.';

export interface DynamodbService extends Service {
  api: AwsApi;
}

/** Serves the tables of the cloud assembly; items are kept in `<stateDir>/dynamodb`. */
export async function createDynamodb(
  runtime: Pick<Runtime, 'resources' | 'stateDir' | 'events'>,
): Promise<DynamodbService> {
  const notice = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });
  const dynalite = openDynalite({
    dir: path.join(runtime.stateDir, 'dynamodb'),
    onCrash: (error) => notice(`DynamoDB stopped: ${error.message}. Restart the runner.`),
  });
  try {
    for (const resource of runtime.resources.filter(({ type }) => TABLE_TYPES.includes(type))) {
      const { definition, unknown } = tableDefinition(resource);
      if (unknown.length > 0) notice(`${resource.logicalId}: the local runner ignores ${unknown.join(', ')}.`);
      await ensureTable(dynalite, definition, notice);
      const expiry = expiryAttribute(resource);
      if (expiry) await deleteExpired(dynalite, definition, expiry, new Date());
    }
  } catch (error) {
    await dynalite.close();
    throw error;
  }
  return { api: api(dynalite), stop: () => dynalite.close() };
}

/** Creates a table. A stored table whose indexes differ from the templates is rebuilt with its items. */
async function ensureTable(dynalite: Dynalite, wanted: TableDefinition, notice: (message: string) => void) {
  const stored = await describe(dynalite, wanted.TableName);
  if (!stored) return create(dynalite, wanted);
  if (sameShape(stored, wanted)) return;
  if (!sameKeys(stored, wanted)) {
    throw new Error(`The key of ${wanted.TableName} has changed, so its items can't be kept. Run npm run local:reset.`);
  }
  notice(`The indexes of ${wanted.TableName} have changed; the table is rebuilt with its items.`);
  const items: object[] = [];
  let start: object | undefined;
  do {
    const page = await dynalite.call('Scan', { TableName: wanted.TableName, ExclusiveStartKey: start });
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start);
  await dynalite.call('DeleteTable', { TableName: wanted.TableName });
  while (await describe(dynalite, wanted.TableName)) await sleep(5);
  await create(dynalite, wanted);
  for (const Item of items) await dynalite.call('PutItem', { TableName: wanted.TableName, Item });
}

async function create(dynalite: Dynalite, definition: TableDefinition): Promise<void> {
  await dynalite.call('CreateTable', definition);
  while ((await describe(dynalite, definition.TableName))?.TableStatus !== 'ACTIVE') await sleep(5);
}

async function describe(
  dynalite: Dynalite,
  TableName: string,
): Promise<(TableDefinition & { TableStatus: string }) | null> {
  try {
    return (await dynalite.call('DescribeTable', { TableName })).Table;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

function api(dynalite: Dynalite): AwsApi {
  return {
    service: 'dynamodb',
    authorize(request) {
      const operation = operationOf(request);
      const input = parse(request.body);
      return actionsOf(operation).map((action) => ({
        action: `dynamodb:${action}`,
        resources: resourcesOf(input, operation),
      }));
    },
    async handle(request) {
      const { status, body } = await dynalite.send(operationOf(request), request.body.toString());
      return json(status, body);
    },
    error: (status, code, message) =>
      json(status, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message, Message: message })),
  };
}

const operationOf = ({ headers }: Pick<AwsRequest, 'headers'>) =>
  String(headers['x-amz-target'] ?? '').replace(TARGET, '');

/** On AWS a transaction needs the permissions of its parts. The local DynamoDB rejects transactions in any case. */
function actionsOf(operation: string): string[] {
  if (operation === 'TransactGetItems') return ['GetItem'];
  if (operation === 'TransactWriteItems') return [];
  return [operation];
}

/** ARNs of the tables or of the index that a request uses. */
function resourcesOf(input: Record<string, unknown>, operation: string): string[] {
  const arn = (name: string) => (name.startsWith('arn:') ? name : tableArn(name));
  if (operation === 'ListTables') return ['*'];
  if (input['RequestItems'] instanceof Object) return Object.keys(input['RequestItems']).map(arn);
  if (typeof input['ResourceArn'] === 'string') return [input['ResourceArn']];
  if (typeof input['TableName'] !== 'string') return ['*'];
  const table = arn(input['TableName']);
  const index = input['IndexName'];
  return [
    typeof index === 'string' && (operation === 'Query' || operation === 'Scan') ? `${table}/index/${index}` : table,
  ];
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return (JSON.parse(body.toString()) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

function json(status: number, body: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
    body,
  };
}
