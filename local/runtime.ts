import type { IncomingHttpHeaders } from 'node:http';

/*
 * The contracts between the parts of the local runner. `local/template` turns the cloud assembly into resources. Each
 * folder of `local/services` serves some resource types. `local/start.ts` connects them.
 */

export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';

/** A resource of the synthesised templates, with all intrinsic functions resolved. */
export interface StackResource {
  logicalId: string;
  type: string;
  /** Name of its stack, and its construct path from the metadata of the assembly. */
  stack: string;
  path: string;
  /** A service reads them with the schema of its type: `readProperties`. */
  properties: Record<string, unknown>;
  /** The results of Ref and GetAtt: physical id and attributes, as the naming of the type defines them. */
  ref: string;
  attributes: Record<string, string>;
}

/** Computes the physical id and the attributes of a resource. Pure: templates resolve before the services start. */
export type ResourceNaming = (resource: {
  logicalId: string;
  type: string;
  stack: string;
  /** A property that holds a string. It resolves when it is read, so that resources can refer to each other. */
  optional(name: string): string | undefined;
  /** @throws TemplateError when the property is missing */
  required(name: string): string;
}) => { ref: string; attributes?: Record<string, string> };

/** The caller: a function's role, a service, or the operator (the person who runs the backend). */
export interface Principal {
  /**
   * A role ARN for functions and for services that assume a role. A service name (`events.amazonaws.com`) where a
   * resource policy decides. `operator` is allowed everything.
   */
  arn: string;
  /** For a service: the resource on whose behalf it calls, compared with the `SourceArn` of the permission. */
  sourceArn?: string;
  /** Logical id of the calling function, for messages. */
  logicalId?: string;
}

export interface AwsRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  principal: Principal;
}

export interface AwsResponse {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** One AWS API on the shared endpoint that every Lambda calls through AWS_ENDPOINT_URL. */
export interface AwsApi {
  /** SigV4 service name: dynamodb, states, ses, ssm, scheduler, events, cognito-idp, ... */
  service: string;
  /** The IAM actions and resource ARNs that the request needs; all are checked before `handle` runs. */
  authorize(
    request: AwsRequest,
  ): { action: string; resources: string[]; context?: Record<string, string | string[]> }[];
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** An error in the protocol of this API; the endpoint uses it for AccessDenied and for internal errors. */
  error(status: number, code: string, message: string): AwsResponse;
}

export type InvokeResult =
  | { ok: true; payload: unknown }
  /** An unhandled error, a timeout (`Sandbox.Timedout`) or out of memory, as Lambda reports it. */
  | { ok: false; errorType: string; errorMessage: string; trace: string[] };

export interface LambdaService {
  /** `fn` is a function name, an ARN or a logical id. @throws AccessDeniedError unless a policy allows the invocation */
  invoke(fn: string, payload: unknown, principal: Principal): Promise<InvokeResult>;
  /**
   * The same as an asynchronous invocation: an error is retried twice, and what fails for good goes to the function's
   * dead-letter queue. Resolves with the result of the last attempt.
   */
  invokeEvent(fn: string, payload: unknown, principal: Principal): Promise<InvokeResult>;
}

export interface QueueMessage {
  body: string;
  attributes: Record<string, string>;
}

export interface QueueService {
  /**
   * By the queue's ARN. A role needs sqs:SendMessage in its policies, a service in the queue's own policy.
   * @throws AccessDeniedError
   */
  send(queueArn: string, message: QueueMessage, principal: Principal): void;
}

/** The time of the backend. */
export interface LocalClock {
  now(): Date;
}

/** An event for the operator's page. */
export type RunnerEvent =
  | { kind: 'log'; at: string; functionName: string; requestId: string; line: string }
  | { kind: 'invocation'; at: string; functionName: string; requestId: string; ms: number; error: string | null }
  | { kind: 'denied'; at: string; principal: string; action: string; resource: string; reason: string }
  | { kind: 'execution'; at: string; executionArn: string; status: string }
  | {
      kind: 'state';
      at: string;
      executionArn: string;
      state: string;
      phase: 'entered' | 'succeeded' | 'failed' | 'retrying' | 'caught';
      input?: unknown;
      output?: unknown;
      error?: string;
      ms?: number;
    }
  | { kind: 'email'; at: string; id: string; to: string; subject: string }
  | { kind: 'rule'; at: string; rule: string; time: string }
  | { kind: 'notice'; at: string; level: 'info' | 'warn'; message: string };

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

export interface EventLog {
  append(event: DistributiveOmit<RunnerEvent, 'at'> & { at?: string }): void;
  list(filter?: { kind?: RunnerEvent['kind']; limit?: number }): RunnerEvent[];
  subscribe(listener: (event: RunnerEvent) => void): () => void;
}

/** What a service gets to work with. */
export interface Runtime {
  resources: readonly StackResource[];
  byType(type: string): StackResource[];
  /** Folder for state that outlives a restart, with one subfolder for each service. */
  stateDir: string;
  /** Folder of the cloud assembly, for assets (`asset.<hash>`). */
  assemblyDir: string;
  /** http://127.0.0.1:port of the AWS endpoint. */
  endpoint: string;
  clock: LocalClock;
  events: EventLog;
  lambda: LambdaService;
  queues: QueueService;
  /** @throws AccessDeniedError unless the principal's synthesised policies allow the action */
  authorize(principal: Principal, action: string, resource: string, context?: Record<string, string | string[]>): void;
  /** Calls an AWS API of the runner as the given principal, with the same checks as over HTTP. */
  call(service: string, request: Omit<AwsRequest, 'principal'>, principal: Principal): Promise<AwsResponse>;
}

/** A running part of the runner. */
export interface Service {
  /** Releases ports, timers, workers and files; resolves when all are released. */
  stop(): Promise<void>;
}
