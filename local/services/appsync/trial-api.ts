import type { StackResource } from '../../runtime';
import { trustingRole } from '../iam/trusting-role';
import { functionArn } from '../lambda/lambda-names';
import { namingProperties } from '../../template/naming-properties';
import { appsyncNames } from './appsync-names';

export const TABLE_ROLE = 'arn:aws:iam::000000000000:role/notes';
const ASK_ROLE = 'arn:aws:iam::000000000000:role/ask';

const SCHEMA = /* GraphQL */ `
  type Note {
    id: ID!
    owner: String
    text: String
    size: Int
  }
  type Notes {
    items: [Note]!
    nextToken: String
  }
  type Me {
    sub: ID
    groups: [String]
    strategy: String
    at: AWSDateTime
  }
  type Answer {
    text: String!
  }
  type Query {
    me: Me
    note(id: ID!): Note
    notes(next: String): Notes
    ask(text: String!): Answer
    script: String
    secret: String @aws_cognito_user_pools(cognito_groups: ["ADMINS"])
    machines: String @aws_iam
  }
  type Mutation {
    saveNote(id: ID!, text: String!): Note
  }
  type Subscription {
    onSaveNote(owner: String): Note @aws_subscribe(mutations: ["saveNote"])
  }
`;

const FAIL = '#if($ctx.error)$util.error($ctx.error.message, $ctx.error.type)#end';
const PASS = `${FAIL}$util.toJson($ctx.result)`;

/** Limits a subscription to the caller's rows: the argument must be the caller's own id, otherwise a filter is set. */
const OWN_NOTES_ONLY = `
#if($util.isNullOrEmpty($ctx.args.owner))
  $extensions.setSubscriptionFilter($util.transform.toSubscriptionFilter({"owner": {"eq": $ctx.identity.sub}}))
#elseif($ctx.args.owner != $ctx.identity.sub)
  $util.unauthorized()
#end
null`;

const constant = (value: string) => [`{"version": "2018-05-29", "payload": ${JSON.stringify(value)}}`, PASS];

/** An API with a table, a function and a data source of type NONE. Its templates follow those of Amplify. */
export function trialApi(userPoolId: string): StackResource[] {
  const resources: StackResource[] = [];
  function add(logicalId: string, type: string, properties: Record<string, unknown>): StackResource {
    const identity = { logicalId, type, stack: 'data' };
    const name = appsyncNames[type]!({ ...identity, ...namingProperties(identity, (key) => properties[key]) });
    const resource = {
      ...identity,
      path: logicalId,
      properties,
      ...name,
      attributes: name.attributes ?? {},
    };
    resources.push(resource);
    return resource;
  }

  const { ApiId } = add('Api', 'AWS::AppSync::GraphQLApi', {
    AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
    AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
    UserPoolConfig: { UserPoolId: userPoolId, DefaultAction: 'ALLOW' },
  }).attributes;
  add('Schema', 'AWS::AppSync::GraphQLSchema', { ApiId, Definition: SCHEMA });
  const source = (logicalId: string, Name: string, Type: string, more: object = {}) =>
    add(logicalId, 'AWS::AppSync::DataSource', { ApiId, Name, Type, ...more });
  source('NoneSource', 'NONE_DS', 'NONE');
  for (const role of [TABLE_ROLE, ASK_ROLE]) resources.push(trustingRole(role, 'appsync.amazonaws.com'));
  source('NotesSource', 'notes', 'AMAZON_DYNAMODB', {
    DynamoDBConfig: { TableName: 'notes' },
    ServiceRoleArn: TABLE_ROLE,
  });
  source('AskSource', 'ask', 'AWS_LAMBDA', {
    LambdaConfig: { LambdaFunctionArn: functionArn('ask') },
    ServiceRoleArn: ASK_ROLE,
  });

  const fn = (Name: string, DataSourceName: string, [request, response]: string[]) =>
    add(Name, 'AWS::AppSync::FunctionConfiguration', {
      ApiId,
      Name,
      DataSourceName,
      RequestMappingTemplate: request,
      ResponseMappingTemplate: response,
    }).attributes.FunctionId!;
  const resolver = (field: string, more: object) => {
    const [TypeName, FieldName] = field.split('.');
    add(`${FieldName}Resolver`, 'AWS::AppSync::Resolver', { ApiId, TypeName, FieldName, ...more });
  };
  const unit = (field: string, DataSourceName: string, [request, response]: string[]) =>
    resolver(field, {
      Kind: 'UNIT',
      DataSourceName,
      RequestMappingTemplate: request,
      ResponseMappingTemplate: response,
    });

  unit('Query.me', 'NONE_DS', [
    `{"version": "2018-05-29", "payload": {
      "sub": $util.toJson($ctx.identity.sub), "groups": $util.toJson($ctx.identity.groups),
      "strategy": $util.toJson($ctx.identity.defaultAuthStrategy), "at": "$util.time.nowISO8601()"}}`,
    PASS,
  ]);
  unit('Query.secret', 'NONE_DS', constant('for admins'));
  unit('Query.machines', 'NONE_DS', constant('for machines'));
  unit('Query.note', 'notes', [
    '{"version": "2018-05-29", "operation": "GetItem", "key": {"id": $util.dynamodb.toDynamoDBJson($ctx.args.id)}}',
    `${FAIL}#if($ctx.result.owner != $ctx.identity.sub)$util.unauthorized()#end$util.toJson($ctx.result)`,
  ]);
  unit('Query.notes', 'notes', [
    '{"version": "2018-05-29", "operation": "Scan", "limit": 1, "nextToken": $util.toJson($ctx.args.next)}',
    PASS,
  ]);
  unit('Query.ask', 'ask', [
    `{"version": "2018-05-29", "operation": "Invoke", "payload": {
      "arguments": $util.toJson($ctx.args), "identity": $util.toJson($ctx.identity)}}`,
    PASS,
  ]);
  unit('Subscription.onSaveNote', 'NONE_DS', ['{"version": "2018-05-29", "payload": {}}', OWN_NOTES_ONLY]);
  resolver('Query.script', {
    Kind: 'UNIT',
    DataSourceName: 'NONE_DS',
    Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
    Code: 'export function request() {}',
  });
  resolver('Mutation.saveNote', {
    Kind: 'PIPELINE',
    RequestMappingTemplate: '$util.qr($ctx.stash.put("conditions", [{"id": {"attributeExists": false}}])) {}',
    ResponseMappingTemplate: '$util.toJson($ctx.prev.result)',
    PipelineConfig: {
      Functions: [
        fn('ownedByCaller', 'NONE_DS', [
          '$util.qr($ctx.stash.put("owner", $ctx.identity.sub)) {"version": "2018-05-29", "payload": {}}',
          '$util.toJson({})',
        ]),
        fn('putNote', 'notes', [
          `{"version": "2018-05-29", "operation": "PutItem",
            "key": {"id": $util.dynamodb.toDynamoDBJson($ctx.args.id)},
            "attributeValues": $util.dynamodb.toMapValuesJson({"owner": $ctx.stash.owner, "text": $ctx.args.text}),
            "condition": $util.transform.toDynamoDBConditionExpression({"and": $ctx.stash.conditions})}`,
          PASS,
        ]),
      ],
    },
  });
  return resources;
}
