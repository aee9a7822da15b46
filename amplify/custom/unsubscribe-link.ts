import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { FunctionUrlAuthType, type CfnFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { formatSigningKeys } from '../adapters/signing-keys';
import type { Resource } from './grants';

/**
 * Generations of the key that signs unsubscribe tokens, oldest first. To rotate, add the next number and deploy: the
 * last key signs, all keys verify. After the removal of a generation, links from its time no longer work.
 */
const KEY_GENERATIONS = ['1'];

export interface UnsubscribeLinkProps {
  unsubscribe: IFunction;
  /** Keys outlive the stack. */
  keepKeys: boolean;
  /** Most requests at a time: the address is public. Null shares the account's concurrency with all functions. */
  concurrency: number | null;
}

/** The public address behind the unsubscribe link, and the keys that its tokens are signed with. */
export class UnsubscribeLink extends Construct {
  readonly url: string;
  /** The newest key signs, every key verifies. */
  readonly keys: Resource;

  constructor(scope: Construct, id: string, props: UnsubscribeLinkProps) {
    super(scope, id);
    const keys = KEY_GENERATIONS.map(
      (generation) =>
        new Key(this, `Key${generation}`, {
          description: `Signs the unsubscribe links of digests, generation ${generation}.`,
          keySpec: KeySpec.HMAC_256,
          keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
          // Links in old emails must keep working.
          removalPolicy: props.keepKeys ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
    );
    const arns = keys.map((key) => key.keyArn);
    this.keys = {
      value: formatSigningKeys(keys.map((key, i) => ({ id: KEY_GENERATIONS[i]!, keyId: key.keyId }))),
      arns: (action) => (action === 'kms:GenerateMac' ? arns.slice(-1) : arns),
    };
    if (props.concurrency !== null) {
      const { defaultChild } = props.unsubscribe.node;
      (defaultChild as CfnFunction).reservedConcurrentExecutions = props.concurrency;
    }
    // A mail provider posts without credentials (RFC 8058): the token authorizes the request.
    this.url = props.unsubscribe.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  }
}
