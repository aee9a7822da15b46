import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { createStartupTable, type StartupTable } from './startup-table';

/** The backend cannot be found or reached. The message says what to start. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

/** The part of amplify_outputs.json that the importer reads. */
const outputs = z.object({
  auth: z.object({ aws_region: z.string().optional() }).optional(),
  custom: z.object({
    region: z.string().optional(),
    tables: z.object({ Startup: z.string().min(3) }),
    local: z
      .object({
        awsEndpoint: z.url(),
        operatorCredentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
      })
      .optional(),
  }),
});

export interface Backend {
  table: StartupTable;
  /** For messages to the user. */
  description: string;
  /** Null for a deployed backend. */
  endpoint: string | null;
}

/** Opens the Startup table of the backend that wrote the outputs file: a local backend, or one on AWS with the SDK's credentials. */
export async function openBackend(outputsFile: string): Promise<Backend> {
  let text: string;
  try {
    text = await readFile(outputsFile, 'utf8');
  } catch (cause) {
    throw new BackendError(`There is no ${outputsFile}. Run npm start (local) or npx ampx sandbox (AWS) first.`, {
      cause,
    });
  }
  const { auth, custom } = parse(text, outputsFile);
  const { local, tables } = custom;
  const region = auth?.aws_region ?? custom.region;
  if (!region && !local) throw new BackendError(`${outputsFile} names no region. Deploy the backend again.`);
  const client = new DynamoDBClient({
    region: region ?? 'us-east-1',
    maxAttempts: 8,
    ...(local && { endpoint: local.awsEndpoint, credentials: local.operatorCredentials }),
  });
  return {
    table: createStartupTable({ client: DynamoDBDocumentClient.from(client), tableName: tables.Startup }),
    description: local ? `the local backend at ${local.awsEndpoint}` : `table ${tables.Startup} in ${region}`,
    endpoint: local?.awsEndpoint ?? null,
  };
}

function parse(text: string, outputsFile: string) {
  try {
    return outputs.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackendError(
      `${outputsFile} does not name the Startup table. Run npm start (local) or npx ampx sandbox (AWS) again.`,
      { cause },
    );
  }
}

/** Replaces the SDK's error for an unusable backend by one that says what to do. Returns other errors unchanged. */
export function explainBackendFault(error: unknown, { endpoint, description }: Backend): unknown {
  const { name, code } = error as { name?: string; code?: string };
  const start = 'Run npm start (local) or npx ampx sandbox (AWS) again.';
  const explain = (message: string) => new BackendError(message, { cause: error });
  switch (code ?? name) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return explain(`${description} does not answer. ${endpoint ? 'Start it with npm start.' : 'Is the network up?'}`);
    case 'CredentialsProviderError':
    case 'ExpiredTokenException':
    case 'UnrecognizedClientException':
      return explain(`AWS takes no credentials from here (${name}). Sign in, or set AWS_PROFILE.`);
    case 'ResourceNotFoundException':
      return explain(`${description} is not there. ${start}`);
    case 'AccessDeniedException':
      return explain(`These credentials may not read and write ${description}.`);
    case 'ProvisionedThroughputExceededException':
    case 'ThrottlingException':
    case 'RequestLimitExceeded':
      return explain(`${description} takes no more for now. Import again: what is stored is not written twice.`);
    default:
      return error;
  }
}
