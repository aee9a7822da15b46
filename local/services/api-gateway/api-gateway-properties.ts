import { z } from 'zod';
import { flag, number } from '../../template/read-properties';

export const restApiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });

export const stageProperties = z.object({
  RestApiId: z.string(),
  AccessLogSetting: z.object({ DestinationArn: z.string().optional() }).optional(),
  MethodSettings: z
    .array(
      z.object({
        ResourcePath: z.string().optional(),
        HttpMethod: z.string().optional(),
        LoggingLevel: z.string().optional(),
        ThrottlingRateLimit: number.optional(),
        ThrottlingBurstLimit: number.optional(),
      }),
    )
    .default([]),
});

export const pathProperties = z.object({ ParentId: z.string(), PathPart: z.string() });

export const authorizerProperties = z.object({
  IdentitySource: z.string().default(''),
  ProviderARNs: z.array(z.string()).default([]),
});

const integrationProperties = z.object({
  Type: z.string().optional(),
  Uri: z.string().optional(),
  TimeoutInMillis: number.optional(),
  IntegrationResponses: z
    .array(
      z.object({
        SelectionPattern: z.string().optional(),
        StatusCode: number.optional(),
        ResponseParameters: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});

/** What identifies a method: read before the rest, so that a method that is not served can be named. */
export const methodKeyProperties = z.object({ ResourceId: z.string(), HttpMethod: z.string() });

export const methodProperties = methodKeyProperties.extend({
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  ApiKeyRequired: flag.default(false),
  Integration: integrationProperties.prefault({}),
});

export const gatewayResponseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: number.optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

export type Integration = z.infer<typeof integrationProperties>;
export type MethodSettings = z.infer<typeof stageProperties>['MethodSettings'];
