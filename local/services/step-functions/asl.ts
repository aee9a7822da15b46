/** A definition in the Amazon States Language, as far as the runner reads it. https://states-language.net/spec.html */
export interface AslDefinition {
  StartAt?: string;
  States: Record<string, AslState>;
  TimeoutSeconds?: number;
}

export interface AslState {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: AslChoice[];
  Catch?: { ErrorEquals?: string[]; Next: string }[];
  /** Of a Task: the ARN of the function, or of an integration. */
  Resource?: string;
  Retry?: AslRetrier[];
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  /** Of Parallel and Map: the definitions inside. */
  Branches?: AslDefinition[];
  ItemProcessor?: AslDefinition;
  Iterator?: AslDefinition;
}

export interface AslRetrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  MaxAttempts: number;
  BackoffRate: number;
  MaxDelaySeconds: number;
}

/** A comparison, or other rules combined. */
export interface AslChoice {
  And?: AslChoice[];
  Or?: AslChoice[];
  Not?: AslChoice;
  Variable?: string;
  Next?: string;
  [operator: string]: unknown;
}
