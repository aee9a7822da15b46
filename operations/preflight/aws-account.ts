import { APIGatewayClient, GetAccountCommand as GetApiGatewayAccountCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Answer } from './answer';

/** Where the calls go: the SDK's default chain, where the command line does not say. */
export interface Access {
  profile: string | undefined;
  region: string | undefined;
}

const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';

/** The account as preflight asks for it. Every call only reads. */
export class AwsAccount {
  private readonly config: { profile?: string; region?: string };

  constructor({ profile, region }: Access) {
    this.config = { ...(profile && { profile }), ...(region && { region }) };
  }

  /** Why there are no credentials; null if there are some. */
  async credentialsProblem(): Promise<string | null> {
    try {
      await new STSClient({ region: 'us-east-1', ...this.config }).config.credentials();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The region of the flags, the environment or the profile; null if none says. */
  async region(): Promise<string | null> {
    return new STSClient(this.config).config.region().catch(() => null);
  }

  caller = () => ask(new STSClient(this.config).send(new GetCallerIdentityCommand({})));
  sesAccount = () => ask(new SESv2Client(this.config).send(new GetAccountCommand({})));
  senderIdentity = (EmailIdentity: string) =>
    ask(new SESv2Client(this.config).send(new GetEmailIdentityCommand({ EmailIdentity })));
  /** The resources of the stack that owns this one. */
  stackOf = (PhysicalResourceId: string) =>
    ask(new CloudFormationClient(this.config).send(new DescribeStackResourcesCommand({ PhysicalResourceId })));
  apiGatewayAccount = () => ask(new APIGatewayClient(this.config).send(new GetApiGatewayAccountCommand({})));
  lambdaSettings = () => ask(new LambdaClient(this.config).send(new GetAccountSettingsCommand({})));
  bootstrapVersion = () => ask(new SSMClient(this.config).send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION })));
  iamSummary = () => ask(new IAMClient(this.config).send(new GetAccountSummaryCommand({})));
  schedulerQuotas = () =>
    ask(new ServiceQuotasClient(this.config).send(new ListServiceQuotasCommand({ ServiceCode: 'scheduler' })));
  quota = (ServiceCode: string, QuotaCode: string) =>
    ask(new ServiceQuotasClient(this.config).send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode })));
}

async function ask(call: Promise<unknown>): Promise<Answer> {
  try {
    return { answered: await call };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return { failed: { name, message } };
  }
}
