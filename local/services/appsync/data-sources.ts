import type { Principal, StackResource, Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { mayAssume } from '../iam/trust';
import { dataSourceProperties, functionSourceProperties, tableSourceProperties } from './appsync-properties';
import { fromAttributeMap, type AttributeValue } from './attribute-value';
import { DataSourceError } from './resolver-error';

/** Executes the output of a request template. @throws DataSourceError, which a response template can handle */
export type DataSource = (request: unknown) => Promise<unknown>;

type Item = Record<string, AttributeValue>;

/** An expression of a request, with its placeholders. */
interface RequestExpression {
  expression?: string;
  expressionNames?: Record<string, string>;
  expressionValues?: Item;
}

/**
 * A request to a table. The template writes it, and DynamoDB checks the values.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
 */
interface TableRequest {
  operation?: string;
  key?: Item;
  attributeValues?: Item;
  condition?: RequestExpression | null;
  update?: RequestExpression;
  query?: RequestExpression;
  filter?: RequestExpression | null;
  index?: string;
  limit?: number;
  nextToken?: string | null;
  consistentRead?: boolean | null;
  select?: string;
  scanIndexForward?: boolean;
}

/** What DynamoDB answers to these operations. */
interface TableAnswer {
  Item?: Item;
  Attributes?: Item;
  Items?: Item[];
  LastEvaluatedKey?: Item;
  ScannedCount?: number;
}

interface FunctionRequest {
  operation?: string;
  payload?: unknown;
  invocationType?: string;
}

/** AppSync gives a resolver 30 seconds. */
const LONGEST_MS = 30_000;

const orUndefined = <T extends object>(values: T | undefined) =>
  values && Object.keys(values).length > 0 ? values : undefined;

const encodeToken = (key: Item) => Buffer.from(JSON.stringify(key)).toString('base64url');

function decodeToken(token: unknown): Item | undefined {
  if (token === undefined || token === null) return undefined;
  try {
    return JSON.parse(Buffer.from(String(token), 'base64url').toString()) as Item;
  } catch (cause) {
    throw new DataSourceError('BadRequestException', 'Invalid pagination token given.', null, { cause });
  }
}

function conditionOf({ condition }: TableRequest) {
  if (!condition?.expression) return { names: {}, values: {} };
  return {
    ConditionExpression: condition.expression,
    names: condition.expressionNames ?? {},
    values: condition.expressionValues ?? {},
  };
}

/** A table, called with the data source's role. */
function dynamoDb(source: StackResource, runtime: Pick<Runtime, 'call'>): DataSource {
  const {
    ServiceRoleArn,
    DynamoDBConfig: { TableName },
  } = readProperties(source, tableSourceProperties);
  const principal: Principal = { arn: ServiceRoleArn, logicalId: source.logicalId };

  async function send(operation: string, input: object): Promise<TableAnswer> {
    const response = await runtime
      .call(
        'dynamodb',
        {
          method: 'POST',
          path: '/',
          query: new URLSearchParams(),
          headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
          body: Buffer.from(JSON.stringify({ TableName, ...input })),
        },
        principal,
      )
      .catch((cause: Error) => {
        throw new DataSourceError(`DynamoDB:${cause.name}`, cause.message, null, { cause });
      });
    const body: unknown = JSON.parse(String(response.body) || '{}');
    if (response.status < 300) return body as TableAnswer;
    const error = body as { __type?: string; message?: string; Message?: string };
    const code = (error.__type ?? 'InternalServerError').replace(/^.*#/, '');
    const message = error.message ?? error.Message ?? code;
    throw new DataSourceError(`DynamoDB:${code}`, `${message} (Service: DynamoDb, Status Code: ${response.status})`);
  }

  const readItem = async (Key: Item | undefined, ConsistentRead: boolean) => {
    const { Item } = await send('GetItem', { Key, ConsistentRead });
    return Item ? fromAttributeMap(Item) : null;
  };

  /** After a failed condition, `$ctx.result` is the stored item. */
  const write = (operation: string, key: Item | undefined, input: object) =>
    send(operation, input).catch(async (error: unknown) => {
      if (!(error instanceof DataSourceError) || !error.type.endsWith('ConditionalCheckFailedException')) throw error;
      throw new DataSourceError(error.type, error.message, await readItem(key, true));
    });

  async function page(operation: 'Query' | 'Scan', request: TableRequest) {
    const { query = {}, filter: given, index, limit, nextToken, consistentRead, select, scanIndexForward } = request;
    const filter = given ?? {};
    const found = await send(operation, {
      IndexName: index,
      Limit: limit,
      ConsistentRead: consistentRead ?? undefined,
      Select: select,
      ExclusiveStartKey: decodeToken(nextToken),
      KeyConditionExpression: operation === 'Query' ? query.expression : undefined,
      ScanIndexForward: operation === 'Query' ? (scanIndexForward ?? true) : undefined,
      FilterExpression: filter.expression || undefined,
      ExpressionAttributeNames: orUndefined({ ...query.expressionNames, ...filter.expressionNames }),
      ExpressionAttributeValues: orUndefined({ ...query.expressionValues, ...filter.expressionValues }),
    });
    return {
      items: (found.Items ?? []).map(fromAttributeMap),
      nextToken: found.LastEvaluatedKey ? encodeToken(found.LastEvaluatedKey) : null,
      scannedCount: found.ScannedCount ?? 0,
      startedAt: null,
    };
  }

  return async (rendered) => {
    const request = (rendered ?? {}) as TableRequest;
    const { operation, key } = request;
    const { names, values, ...condition } = conditionOf(request);
    switch (operation) {
      case 'GetItem':
        return readItem(key, request.consistentRead ?? false);
      case 'PutItem': {
        const Item: Item = { ...key, ...request.attributeValues };
        await write(operation, key, {
          Item,
          ...condition,
          ExpressionAttributeNames: orUndefined(names),
          ExpressionAttributeValues: orUndefined(values),
        });
        return fromAttributeMap(Item);
      }
      case 'UpdateItem': {
        const { update = {} } = request;
        const { Attributes } = await write(operation, key, {
          Key: key,
          UpdateExpression: update.expression || undefined,
          ...condition,
          ExpressionAttributeNames: orUndefined({ ...update.expressionNames, ...names }),
          ExpressionAttributeValues: orUndefined({ ...update.expressionValues, ...values }),
          ReturnValues: 'ALL_NEW',
        });
        return Attributes ? fromAttributeMap(Attributes) : null;
      }
      case 'DeleteItem': {
        const { Attributes } = await write(operation, key, {
          Key: key,
          ...condition,
          ExpressionAttributeNames: orUndefined(names),
          ExpressionAttributeValues: orUndefined(values),
          ReturnValues: 'ALL_OLD',
        });
        return Attributes ? fromAttributeMap(Attributes) : null;
      }
      case 'Query':
      case 'Scan':
        return page(operation, request);
      default:
        throw new DataSourceError(
          'MappingTemplate',
          `${source.logicalId}: the local runner does not serve the DynamoDB operation ${operation}`,
        );
    }
  };
}

/** A function, called with the data source's role. Each item of a batch gets an invocation of its own. */
function lambda(source: StackResource, runtime: Pick<Runtime, 'lambda'>): DataSource {
  const { ServiceRoleArn, LambdaConfig } = readProperties(source, functionSourceProperties);
  const fn = LambdaConfig.LambdaFunctionArn;
  const principal: Principal = { arn: ServiceRoleArn, logicalId: source.logicalId };
  const invoke = async (payload: unknown) => {
    const result = await runtime.lambda.invoke(fn, payload, principal).catch((cause: Error) => {
      throw new DataSourceError(`Lambda:${cause.name}`, cause.message, null, { cause });
    });
    if (!result.ok) throw new DataSourceError('Lambda:Unhandled', result.errorMessage);
    return result.payload;
  };
  return async (rendered) => {
    const { operation = 'Invoke', payload, invocationType } = rendered as FunctionRequest;
    if (operation === 'BatchInvoke') return ((await invoke([payload])) as unknown[] | null)?.[0] ?? null;
    if (operation !== 'Invoke') throw new DataSourceError('MappingTemplate', `Unknown Lambda operation ${operation}`);
    if (invocationType === 'Event') {
      invoke(payload).catch(() => undefined);
      return null;
    }
    return withinTime(invoke(payload));
  };
}

function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DataSourceError('ExecutionTimeout', 'Execution timed out.')), LONGEST_MS);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

/** A data source of type NONE returns the payload of the request. */
const none: DataSource = async (request) => (request as { payload?: unknown } | null)?.payload ?? null;

/**
 * Creates the data source of a resource. @throws DataSourceError when AppSync may not assume its role, Error for a type
 * that is not served; both name the logical id
 */
export function createDataSource(
  source: StackResource,
  api: StackResource,
  runtime: Pick<Runtime, 'byType' | 'call' | 'lambda'>,
): DataSource {
  const { Type, ServiceRoleArn } = readProperties(source, dataSourceProperties);
  const assumer = { service: 'appsync.amazonaws.com', sourceArn: api.ref };
  if (ServiceRoleArn !== undefined && !mayAssume(runtime.byType('AWS::IAM::Role'), ServiceRoleArn, assumer))
    throw new DataSourceError('UnauthorizedException', `${source.logicalId}: Unable to assume role ${ServiceRoleArn}.`);
  switch (Type) {
    case 'AMAZON_DYNAMODB':
      return dynamoDb(source, runtime);
    case 'AWS_LAMBDA':
      return lambda(source, runtime);
    case 'NONE':
      return none;
    default:
      throw new Error(`${source.logicalId}: the local runner does not serve data sources of type ${Type}`);
  }
}
