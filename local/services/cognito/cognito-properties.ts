import { z } from 'zod';
import { flag, number } from '../../template/read-properties';

const strings = z.array(z.string());

export const poolProperties = z.object({
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: number.default(8),
          RequireLowercase: flag.default(false),
          RequireUppercase: flag.default(false),
          RequireNumbers: flag.default(false),
          RequireSymbols: flag.default(false),
        })
        .prefault({}),
    })
    .prefault({}),
  UsernameAttributes: strings.default([]),
  UsernameConfiguration: z.object({ CaseSensitive: flag.default(true) }).prefault({}),
  AdminCreateUserConfig: z
    .object({
      AllowAdminCreateUserOnly: flag.default(false),
      InviteMessageTemplate: z
        .object({
          EmailSubject: z.string().default('Your temporary password'),
          EmailMessage: z.string().default('Your username is {username} and temporary password is {####}.'),
        })
        .prefault({}),
    })
    .prefault({}),
  AutoVerifiedAttributes: strings.default([]),
  UserAttributeUpdateSettings: z
    .object({ AttributesRequireVerificationBeforeUpdate: strings.default([]) })
    .prefault({}),
  Schema: z
    .array(z.object({ Name: z.string(), Required: flag.default(false), Mutable: flag.default(true) }))
    .default([]),
  VerificationMessageTemplate: z
    .object({ EmailSubject: z.string().optional(), EmailMessage: z.string().optional() })
    .prefault({}),
  EmailVerificationSubject: z.string().default('Your verification code'),
  EmailVerificationMessage: z.string().default('Your confirmation code is {####}'),
  /** Functions by trigger, and settings such as `KMSKeyID`. */
  LambdaConfig: z.record(z.string(), z.unknown()).default({}),
  MfaConfiguration: z.string().default('OFF'),
});

export const clientProperties = z.object({
  ExplicitAuthFlows: strings.default(['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']),
  PreventUserExistenceErrors: z.string().optional(),
  TokenValidityUnits: z
    .object({
      AccessToken: z.string().default('hours'),
      IdToken: z.string().default('hours'),
      RefreshToken: z.string().default('days'),
    })
    .prefault({}),
  AccessTokenValidity: number.optional(),
  IdTokenValidity: number.optional(),
  RefreshTokenValidity: number.optional(),
  WriteAttributes: strings.optional(),
});

export const groupProperties = z.object({
  GroupName: z.string(),
  Precedence: number.default(2 ** 31 - 1),
  RoleArn: z.string().optional(),
});
