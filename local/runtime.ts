import type { IncomingHttpHeaders } from 'node:http';

/*
 * The contracts between the parts of the local runner. `local/template` turns the cloud assembly into resources,
 * `local/services/*` each serve some resource types, `local/main.ts` wires them. Nothing here imports from amplify/.
 */

export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';

/** A resource of the synthesised templates, every intrinsic resolved. */
export interface StackResource {
  logicalId: string;
  type: string;
  /** Name of the stack it stands in, and the construct path from its metadata where there is one. */
  stack: string;
  path: string;
  /** A service reads them with the schema of its type: `readProperties`. */
  properties: Record<string, unknown>;
  /** What Ref and GetAtt give: physical id and attributes, fixed by the service that owns the type. */
  ref: string;
  attributes: Record<string, string>;
}

/** Names a resource type's physical id and attributes. Pure, so that templates resolve before anything runs. */
export type ResourceNaming = (resource: {
  logicalId: string;
  type: string;
  stack: string;
  /** A property that holds a string. It resolves when it is read, so that resources can refer to each other. */
  optional(name: string): string | undefined;
  /** @throws TemplateError when the property is missing */
  required(name: string): string;
}) => { ref: string; attributes?: Record<string, string> };

/** Who calls: a function's role, a service principal that acts for a role, a signed-in user, or the operator at the keyboard. */
export interface Principal {
  /**
   * Role ARN for functions and for services that act with a role; a service's name (`events.amazonaws.com`) where a
   * resource policy decides; `operator` is allowed everything.
   */
  arn: string;
  /** With a service's name: the resource it calls for, matched against the `SourceArn` of the permission. */
  sourceArn?: string;
  /** Lambda logical id where a function calls, for messages. */
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
  /** The IAM actions and resource ARNs this request needs; all are checked before `handle` is called. */
  authorize(
    request: AwsRequest,
  ): { action: string; resources: string[]; context?: Record<string, string | string[]> }[];
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** An AWS-shaped error answer for this API's protocol; the endpoint uses it for AccessDenied and faults. */
  error(status: number, code: string, message: string): AwsResponse;
}

export type InvokeResult =
  | { ok: true; payload: unknown }
  /** What the Lambda service reports for an unhandled error, a timeout (`Sandbox.Timedout`) or out of memory. */
  | { ok: false; errorType: string; errorMessage: string; trace: string[] };

export interface LambdaService {
  /** By function name, ARN or logical id. `principal` must be allowed lambda:InvokeFunction by resource or identity policy. */
  invoke(fn: string, payload: unknown, principal: Principal): Promise<InvokeResult>;
}

/** Time as the backend sees it: real until a tick moves it. */
export interface LocalClock {
  now(): Date;
}

/** What the operator's page shows, newest last. Parts append; the console reads and streams. */
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

/** What every service is built from. */
export interface Runtime {
  resources: readonly StackResource[];
  byType(type: string): StackResource[];
  /** Folder for state that outlives a restart (`.local/`), one subfolder per service. */
  stateDir: string;
  /** Folder of the cloud assembly, for assets (`asset.<hash>`). */
  assemblyDir: string;
  /** http://127.0.0.1:port of the AWS endpoint. */
  endpoint: string;
  clock: LocalClock;
  events: EventLog;
  lambda: LambdaService;
  /** Throws an AccessDenied error unless the principal's synthesised policies allow the action. */
  authorize(principal: Principal, action: string, resource: string, context?: Record<string, string | string[]>): void;
  /** Calls an AWS API inside the runner as the given principal, with the same checks as over HTTP. */
  call(service: string, request: Omit<AwsRequest, 'principal'>, principal: Principal): Promise<AwsResponse>;
}

/** A running part of the runner. */
export interface Service {
  /** Releases ports, timers, workers and files; resolves when all are gone. */
  stop(): Promise<void>;
}
