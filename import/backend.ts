import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { createStartupTable, type StartupTable } from './startup-table';

/** The backend can't be found or reached; the message says what to start. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

/** What the importer needs of amplify_outputs.json. */
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
  /** In words, for the person at the keyboard. */
  description: string;
  /** Null for a deployed backend. */
  endpoint: string | null;
}

/** Opens the Startup table of the backend that wrote the outputs file: the local one, or one on AWS with the SDK's credentials. */
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

/** Turns what the SDK says of a backend that can't be reached into what to do; anything else stays as it is. */
export function explainBackendFault(error: unknown, { endpoint, description }: Backend): unknown {
  const { name, code } = error as { name?: string; code?: string };
  if (endpoint && (code === 'ECONNREFUSED' || code === 'ECONNRESET')) {
    return new BackendError(`${description} does not answer. Start it with npm start.`, { cause: error });
  }
  if (
    name === 'CredentialsProviderError' ||
    name === 'ExpiredTokenException' ||
    name === 'UnrecognizedClientException'
  ) {
    return new BackendError(`AWS takes no credentials from here (${name}). Sign in, or set AWS_PROFILE.`, {
      cause: error,
    });
  }
  if (name === 'ResourceNotFoundException') {
    return new BackendError(`${description} is not there. Run npm start (local) or npx ampx sandbox (AWS) again.`, {
      cause: error,
    });
  }
  if (name === 'AccessDeniedException') {
    return new BackendError(`These credentials may not read and write ${description}.`, { cause: error });
  }
  return error;
}
