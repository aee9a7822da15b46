import type { StackResource, Runtime } from './runtime';
import type { OutgoingEmail } from './services/cognito/context';
import type { CognitoService } from './services/cognito/create-cognito';
import { OPERATOR } from './services/iam/create-iam';

/** A demo user, who can sign in without signing up. */
export interface SeedSignIn {
  email: string;
  password: string;
}

export interface Seed {
  signIn: SeedSignIn;
  /** Name of the step in the terminal. */
  step: string;
  /** Fills the running backend; does nothing if an earlier start has done so. */
  run(context: SeedContext): Promise<void>;
}

/** The operations that a seed can use. */
export interface SeedContext {
  signIn: SeedSignIn;
  /** State folder of the backend; `npm run local:reset` deletes it. */
  stateDir: string;
  /** amplify_outputs.json of the running backend. */
  outputsFile: string;
  /** IANA time zone of this machine. */
  timeZone: string;
  signal?: AbortSignal;
  progress(text: string): void;
  userPool: { id: string; clientId: string };
  /** Any operation of the user pool, with the operator's rights. */
  cognito: CognitoService['call'];
  /** The next code that is emailed to the address. The inbox does not get that email. */
  nextCodeTo(address: string): Promise<string>;
  /** Invokes a function by its construct's name, as the operator. @throws Error with the function's message */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
}

/** Intercepts the emails with codes that a seed waits for. */
export class AwaitedCodes {
  readonly #awaited = new Map<string, (code: string) => void>();

  /** True for an email that is intercepted and must not be delivered. */
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
