/** Messages between an instance's thread and the runner. */
export interface LambdaFailure {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

export interface InstanceData {
  /** file: URL of the handler's module. */
  module: string;
  exportName: string;
  context: {
    functionName: string;
    memoryLimitInMB: string;
    logGroupName: string;
    invokedFunctionArn: string;
  };
}

export interface InvokeOrder {
  requestId: string;
  /** JSON */
  payload: string;
  /** Milliseconds since the epoch. */
  deadline: number;
  traceId: string;
}

export type InstanceMessage =
  | { type: 'ready' }
  | { type: 'init-failed'; failure: LambdaFailure }
  | { type: 'log'; line: string }
  | { type: 'result'; requestId: string; payload: string | undefined }
  | { type: 'failure'; requestId: string; failure: LambdaFailure };
