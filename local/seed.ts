import type { StackResource, Runtime } from './runtime';
import type { OutgoingEmail } from './services/cognito/context';
import type { CognitoService } from './services/cognito/create-cognito';
import { OPERATOR } from './services/iam/create-iam';

/** Who can sign in without signing up. */
export interface SeedSignIn {
  email: string;
  password: string;
}

export interface Seed {
  signIn: SeedSignIn;
  /** The step's name in the terminal. */
  step: string;
  /** Fills the running backend; does nothing where an earlier start has done it. */
  run(context: SeedContext): Promise<void>;
}

/** What a seed may do: everything else is the backend's own business. */
export interface SeedContext {
  signIn: SeedSignIn;
  /** Kept with the backend's rows, and forgotten with them. */
  stateDir: string;
  /** amplify_outputs.json of the running backend. */
  outputsFile: string;
  /** IANA zone of this machine. */
  timeZone: string;
  signal?: AbortSignal;
  progress(text: string): void;
  /** The user pool's ids, and its operations with the operator's rights. */
  userPool: { id: string; clientId: string };
  cognito: CognitoService['call'];
  /** The next code that is emailed to the address; that email does not reach the inbox. */
  nextCodeTo(address: string): Promise<string>;
  /** Calls a function by the name of its construct, as the operator. @throws Error with the function's message */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
}

/** Takes codes that a seed waits for out of the emails on their way to the inbox. */
export class AwaitedCodes {
  readonly #awaited = new Map<string, (code: string) => void>();

  /** True for an email that is taken. */
  intercept({ to, text }: OutgoingEmail): boolean {
    const take = this.#awaited.get(to);
    const code = take && /\b\d{6}\b/.exec(text)?.[0];
    if (!take || !code) return false;
    this.#awaited.delete(to);
    take(code);
    return true;
  }

  next(address: string): Promise<string> {
    return new Promise((resolve) => this.#awaited.set(address, resolve));
  }
}

/** @throws Error when the backend has no user pool */
export function seedContext(
  parts: Pick<SeedContext, 'signIn' | 'stateDir' | 'outputsFile' | 'timeZone' | 'signal' | 'progress'> & {
    cognito: CognitoService;
    codes: AwaitedCodes;
    runtime: Pick<Runtime, 'byType' | 'lambda'>;
  },
): SeedContext {
  const { cognito, codes, runtime, ...rest } = parts;
  const [pool] = cognito.pools;
  const [clientId] = pool?.clientIds ?? [];
  if (!pool || !clientId) throw new Error('The backend has no user pool with a client.');
  return {
    ...rest,
    userPool: { id: pool.id, clientId },
    cognito: (operation, input) => cognito.call(operation, input),
    nextCodeTo: (address) => codes.next(address),
    async invoke(functionName, payload) {
      const result = await runtime.lambda.invoke(functionAt(runtime, functionName).ref, payload, OPERATOR);
      if (!result.ok) throw new Error(`${functionName}: ${result.errorMessage}`);
      return result.payload;
    },
  };
}

function functionAt(runtime: Pick<Runtime, 'byType'>, name: string): StackResource {
  const found = runtime
    .byType('AWS::Lambda::Function')
    .find(({ path: construct }) => construct.split('/').includes(name));
  if (!found) throw new Error(`The backend has no function ${name}.`);
  return found;
}
