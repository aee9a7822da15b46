/** A finding that stays, with the price of mending it or the risk of leaving it. */
export interface Acknowledgement {
  rule: string;
  /** Matches `path`, or `path detail` for rules that name a part of the resource. */
  where: RegExp;
  reason: string;
}

/** Parts of the deployment itself, which Amplify and the CDK bring: they run during a deployment only. */
const DEPLOYMENT_PARTS =
  /AmplifyBranchLinker|AmplifyTableManager|CustomCDKBucketDeployment|Custom::CDKBucketDeployment|CustomS3AutoDelete|AmplifyCodegenAssets|modelIntrospectionSchemaBucket/;

const OURS =
  /^(auth|data)\/(post-confirmation|search-startups|preview-matches|save-preferences|request-recommendations|resume-email|save-bookmark|unsubscribe|record-delivery|publish-catalog|start-due-digests|find-matches|record-failure|send-email)\//;

export const ACKNOWLEDGEMENTS: Acknowledgement[] = [
  {
    rule: 'AwsSolutions-IAM4',
    where: new RegExp(`${OURS.source}|${DEPLOYMENT_PARTS.source}`),
    reason:
      'AWSLambdaBasicExecutionRole allows a function to write logs, in any log group of the account. Risk: a function that is taken over can write misleading lines elsewhere; it can read nothing.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: DEPLOYMENT_PARTS,
    reason:
      'Policies that Amplify and the CDK write for their own deployment functions. A deployment would overwrite a change.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^data\/startupMatching\/\w+\/\w+IAMRole\/Resource Resource::.*table\/\$\{tablename\}\/\*/,
    reason: 'AppSync’s role for one model: the items and indexes of that one table.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^data\/startupMatching\/.* Resource::<\w+\.Arn>:\*/,
    reason: 'AppSync’s role for one command: the versions of that one function.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^data\/MatchingWorkflow\/StateMachine\/Role\/.* Resource::<\w+\.Arn>:\*/,
    reason: 'The workflow may invoke the versions of its own three functions.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: new RegExp(`${OURS.source}.* Resource::\\*$|^data/MatchingWorkflow/StateMachine/Role/.* Resource::\\*$`),
    reason:
      'Actions for which AWS knows no narrower resource: traces, ses:GetSendQuota, the delivery of the workflow’s log. tests/synth/grants.test.ts lists them and allows no other.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^data\/(save-preferences|start-due-digests)\/.* Resource::.*schedule\/.*\/digest-\*$/,
    reason: 'One-time schedules of this deployment’s own group, whose names hold the digest’s key.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^data\/send-email\/.* Resource::.*:ses:.*:identity\/\*$/,
    reason:
      'SES authorizes recipients that are identities too. The condition on the sender’s address is what limits the grant.',
  },
  {
    rule: 'AwsSolutions-COG2',
    where: /UserPool/,
    reason:
      'Multi-factor sign-in is not offered. Risk: whoever knows a password sees one investor’s lists and notes; no money moves here.',
  },
  {
    rule: 'AwsSolutions-COG8',
    where: /UserPool/,
    reason:
      'Threat protection needs Cognito’s Plus plan: 0.02 USD per active user and month, more than the emails of one investor (0.003 USD a day).',
  },
  {
    rule: 'AwsSolutions-S1',
    where: DEPLOYMENT_PARTS,
    reason:
      'Amplify’s buckets for schemas of the API, which no user reaches. Access logs would cost a bucket of their own.',
  },
  {
    rule: 'AwsSolutions-S10',
    where: DEPLOYMENT_PARTS,
    reason: 'Amplify’s bucket for code generation; its policy is Amplify’s.',
  },
  {
    rule: 'AwsSolutions-SF1',
    where: /MatchingWorkflow/,
    reason:
      'The log has errors only. All events of every digest would cost about 0.5 USD per GB, several times the executions themselves, and hold personal data.',
  },
  {
    rule: 'AwsSolutions-DDB3',
    where: /CatalogSnapshot/,
    reason: 'The snapshot is made again from the Startup table within an hour.',
  },
  {
    rule: 'AwsSolutions-DDB3',
    where: /SendingControl/,
    reason:
      'Losing the table loses a day of rates and an operator’s hold; the digests themselves are in a table with recovery.',
  },
  {
    rule: 'AwsSolutions-APIG1',
    where: /RestApi/,
    reason:
      'Access logs need the account’s role for logs: an opt-in setting (docs/deployment.md). Metrics and traces are on.',
  },
  { rule: 'Serverless-APIGWAccessLogging', where: /RestApi/, reason: 'As AwsSolutions-APIG1.' },
  {
    rule: 'AwsSolutions-APIG2',
    where: /RestApi/,
    reason:
      'Every function parses its request with a zod schema and names the field; API Gateway’s validator names none.',
  },
  {
    rule: 'AwsSolutions-APIG3',
    where: /RestApi/,
    reason: 'A web ACL costs 5 USD a month and 1 USD per rule. The stage throttles at 100 requests a second.',
  },
  {
    rule: 'AwsSolutions-APIG6',
    where: /RestApi/,
    reason: 'Execution logs need the account’s role too, and hold request bodies with personal data.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    where: DEPLOYMENT_PARTS,
    reason: 'CloudFormation waits for the answer of these functions and reports their failure.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    where:
      /^(auth|data)\/(post-confirmation|search-startups|preview-matches|save-preferences|request-recommendations|resume-email|save-bookmark|find-matches|record-failure|send-email)\//,
    reason:
      'Invoked synchronously: the caller gets the error. Lambda uses a dead-letter queue for asynchronous calls only.',
  },
  {
    rule: 'AwsSolutions-ASC3',
    where: /GraphQLAPI/,
    reason:
      'Errors of requests are logged, without verbose content. The rule wants that content: arguments and results of every request, with personal data in them, at about 0.5 USD per GB.',
  },
  {
    rule: 'Serverless-SQSRedrivePolicy',
    where: /^data\/DeadLetters\//,
    reason: 'It is itself the queue of dead letters.',
  },
  {
    rule: 'AwsSolutions-L1',
    where: DEPLOYMENT_PARTS,
    reason: 'The runtime of these functions is chosen by Amplify and the CDK.',
  },
  { rule: 'Serverless-LambdaLatestVersion', where: DEPLOYMENT_PARTS, reason: 'As AwsSolutions-L1.' },
  {
    rule: 'Serverless-LambdaTracing',
    where: DEPLOYMENT_PARTS,
    reason: 'They run during a deployment; CloudFormation reports their errors.',
  },
  {
    rule: 'Serverless-SNSRedrivePolicy',
    where: /Operators/,
    reason:
      'SNS retries an email for hours, and the state of the alarm stays in CloudWatch. A queue of undelivered alarm emails is one more thing that nobody reads.',
  },
];
