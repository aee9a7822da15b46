import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { RawOutput, rawQueryTable } from './raw-query';

/*
 * Dynalite with LevelDB in a thread of its own. This relieves the main thread, and an uncaught exception ends only this
 * thread. The functions of dynalite are called directly, without its HTTP server.
 */

interface Order {
  id: number;
  operation: string;
  body: string;
}

const { from, path } = workerData as { from: string; path: string };
const requireFrom = createRequire(from);
const validations = requireFrom('dynalite/validations');
const db = requireFrom('dynalite/db');
const store = db.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
const port = parentPort!;
db.queryTable = rawQueryTable(db.queryTable);

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

const modules = new Map(
  OPERATIONS.map((operation) => {
    const file = validations.toLowerFirst(operation);
    return [
      operation,
      { act: requireFrom(`dynalite/actions/${file}`), validate: requireFrom(`dynalite/validations/${file}`) },
    ];
  }),
);

const fault = (code: string, message: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message });

function run({ operation, body }: Order, answer: (status: number, body: object) => void): void {
  const module = modules.get(operation);
  if (!module) {
    const message = `The local runner's DynamoDB does not serve ${operation}; write single items with conditions instead.`;
    return answer(400, fault('UnknownOperationException', message));
  }
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch {
    return answer(400, { __type: 'com.amazon.coral.service#SerializationException' });
  }
  const fail = (error: unknown) => {
    const { statusCode, body: refusal, stack } = error as { statusCode?: number; body: object; stack?: string };
    if (statusCode) answer(statusCode, refusal);
    else answer(500, fault('InternalServerError', String(stack ?? error)));
  };
  try {
    const checked = validations.checkTypes(input, module.validate.types);
    validations.checkValidations(checked, module.validate.types, module.validate.custom, store);
    module.act(store, checked, (error: unknown, output: object) => (error ? fail(error) : answer(200, output)));
  } catch (error) {
    fail(error);
  }
}

port.on('message', (message: Order | 'close') => {
  if (message === 'close') {
    store.lifecycleManager.gracefulClose((error?: Error) => {
      port.postMessage({ closed: true, error: error?.message });
      port.close();
    });
    return;
  }
  run(message, (status, body) =>
    port.postMessage({ id: message.id, status, body: body instanceof RawOutput ? body.json : JSON.stringify(body) }),
  );
});
