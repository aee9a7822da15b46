import { defineFunction } from '@aws-amplify/backend';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLING } from './bundling';
import type { FunctionNeeds } from './needs';

export interface LambdaSettings<Needs extends FunctionNeeds> {
  /** Verb-noun; also the POWERTOOLS_SERVICE_NAME. */
  name: string;
  /** Folder URL of the resource file: `import.meta.url`. */
  from: string;
  /** Handler file, relative to `from`. */
  entry: string;
  /** From the `needs.ts` beside the handler; backend.ts grants them. */
  needs: Needs;
  /** 10 unless given. The app gives up after 12, so a function that answers it must end before. */
  timeoutSeconds?: number;
  memoryMB?: number;
  /** Stack of the function: `data` with the tables, `auth` for a user pool trigger. */
  resourceGroupName?: 'data' | 'auth';
}

/**
 * Defines a function of this backend: nodejs24.x on arm64, one minified ES module that prefers the ESM build of every
 * package. Amplify's own provider bundles the CommonJS builds and prepends an SSM resolver that is not used here. Both
 * make the start slower (docs/decisions/0003-lambda-bundles.md).
 */
export function defineLambda<Needs extends FunctionNeeds>(settings: LambdaSettings<Needs>) {
  const factory = defineFunction(
    (scope) =>
      new NodejsFunction(scope, settings.name, {
        entry: path.resolve(path.dirname(fileURLToPath(settings.from)), settings.entry),
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        timeout: Duration.seconds(settings.timeoutSeconds ?? 10),
        memorySize: settings.memoryMB ?? 512,
        tracing: Tracing.ACTIVE,
        loggingFormat: LoggingFormat.JSON,
        logGroup: new LogGroup(scope, `${settings.name}-logs`, {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        environment: {
          POWERTOOLS_SERVICE_NAME: settings.name,
          POWERTOOLS_METRICS_NAMESPACE: 'Firstlight',
          DEPLOYMENT: deploymentOf(scope),
        },
        bundling: {
          format: OutputFormat.ESM,
          target: BUNDLING.target,
          mainFields: BUNDLING.mainFields,
          minify: BUNDLING.minify,
          bundleAwsSDK: true,
          banner: BUNDLING.banner.js,
          esbuildArgs: Object.fromEntries(Object.entries(BUNDLING.alias).map(([from, to]) => [`--alias:${from}`, to])),
        },
      }),
    { resourceGroupName: settings.resourceGroupName ?? 'data' },
  );
  return Object.assign(factory, { needs: settings.needs });
}

/** Name of the root stack: no other deployment in the account and region has it. */
function deploymentOf(scope: Construct): string {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  return stack.stackName;
}
