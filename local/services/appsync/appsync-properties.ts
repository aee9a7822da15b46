import { z } from 'zod';

const providerProperties = z.object({
  AuthenticationType: z.string(),
  UserPoolConfig: z
    .object({
      UserPoolId: z.string(),
      DefaultAction: z.string().optional(),
      AppIdClientRegex: z.string().optional(),
    })
    .optional(),
});

export const apiProperties = providerProperties.extend({
  AdditionalAuthenticationProviders: z.array(providerProperties).default([]),
});

export const schemaProperties = z.object({
  Definition: z.string().optional(),
  DefinitionS3Location: z.string().optional(),
});

export const dataSourceProperties = z.object({
  Name: z.string(),
  Type: z.string(),
  ServiceRoleArn: z.string().optional(),
});

export const tableSourceProperties = z.object({
  ServiceRoleArn: z.string(),
  DynamoDBConfig: z.object({ TableName: z.string() }),
});

export const functionSourceProperties = z.object({
  ServiceRoleArn: z.string(),
  LambdaConfig: z.object({ LambdaFunctionArn: z.string() }),
});

/** A resolver or a pipeline function: its data source, and its code or templates. */
export const stepProperties = z.object({
  DataSourceName: z.string().optional(),
  Code: z.string().optional(),
  CodeS3Location: z.string().optional(),
  RequestMappingTemplate: z.string().optional(),
  RequestMappingTemplateS3Location: z.string().optional(),
  ResponseMappingTemplate: z.string().optional(),
  ResponseMappingTemplateS3Location: z.string().optional(),
});

export const resolverKeyProperties = z.object({ TypeName: z.string(), FieldName: z.string() });

export const resolverProperties = stepProperties.extend({
  Kind: z.string().optional(),
  PipelineConfig: z.object({ Functions: z.array(z.string()).default([]) }).prefault({}),
});
