import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { number, readProperties } from '../../template/read-properties';

const functionProperties = z.object({
  Role: z.string(),
  Code: z.object({ S3Key: z.string().optional() }).prefault({}),
  Handler: z.string().default('index.handler'),
  // Defaults of AWS: three seconds and 128 MB.
  Timeout: number.default(3),
  MemorySize: number.default(128),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).prefault({}),
  Runtime: z.string().default('nodejs22.x'),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).prefault({}),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).prefault({}),
});

/** A function as the templates define it. */
export interface FunctionConfig {
  name: string;
  arn: string;
  logicalId: string;
  roleArn: string;
  /** Folder of the bundle, and the `file.export` within it. */
  codeDir: string;
  handler: string;
  timeoutMs: number;
  memoryMB: number;
  logGroupName: string;
  /** `nodejs24.x` */
  runtime: string;
  /** Queue of asynchronous invocations that failed for good. */
  deadLetterArn: string | null;
  variables: Record<string, string>;
}

/** @throws TemplateError when a property is invalid or the assembly lacks the code */
export function functionConfig(
  resource: StackResource,
  findAsset: (reference: string) => string,
  variable: (name: string, value: string) => string = (_, value) => value,
): FunctionConfig {
  const { ref, attributes, logicalId } = resource;
  const { Role, Code, Handler, Timeout, MemorySize, LoggingConfig, Environment, ...rest } = readProperties(
    resource,
    functionProperties,
  );
  return {
    name: ref,
    arn: attributes['Arn']!,
    logicalId,
    roleArn: Role,
    codeDir: findAsset(Code.S3Key ?? ''),
    handler: Handler,
    timeoutMs: Timeout * 1000,
    memoryMB: MemorySize,
    runtime: rest.Runtime,
    deadLetterArn: rest.DeadLetterConfig.TargetArn ?? null,
    logGroupName: LoggingConfig.LogGroup ?? `/aws/lambda/${ref}`,
    variables: Object.fromEntries(
      Object.entries(Environment.Variables).map(([name, value]) => [name, variable(name, value)]),
    ),
  };
}

/** The file of the handler's module, found like in Lambda's Node runtime; null when there is none. */
export function handlerFile({ codeDir, handler }: Pick<FunctionConfig, 'codeDir' | 'handler'>): string | null {
  const module = path.join(codeDir, handler.slice(0, handler.lastIndexOf('.')));
  return ['.js', '.mjs', '.cjs'].map((extension) => module + extension).find(existsSync) ?? null;
}

/**
 * The environment that AWS gives a function, with the local endpoint. LAMBDA_TASK_ROOT and the address of the tracing
 * daemon are left out, and the tracer of Powertools is off, because there is no daemon.
 */
export function functionEnvironment(
  config: FunctionConfig,
  local: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string; noConfigFile: string },
): Record<string, string> {
  return {
    ...config.variables,
    AWS_REGION: local.region,
    AWS_DEFAULT_REGION: local.region,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
    AWS_ENDPOINT_URL: local.endpoint,
    // Functions must not read the AWS configuration of the user.
    AWS_CONFIG_FILE: local.noConfigFile,
    AWS_SHARED_CREDENTIALS_FILE: local.noConfigFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: config.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    _HANDLER: config.handler,
    POWERTOOLS_TRACE_ENABLED: 'false',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: process.env['PATH'] ?? '',
  };
}
