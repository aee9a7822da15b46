import type { z } from 'zod';
import type { StackResource, Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { clientProperties, groupProperties, poolProperties } from './cognito-properties';

export interface PasswordPolicy {
  minimumLength: number;
  lowercase: boolean;
  uppercase: boolean;
  numbers: boolean;
  symbols: boolean;
}

export interface ClientConfig {
  id: string;
  /** `ALLOW_...` names. */
  authFlows: ReadonlySet<string>;
  preventUserExistenceErrors: boolean;
  /** Seconds. */
  accessTokenValidity: number;
  idTokenValidity: number;
  refreshTokenValidity: number;
  /** Attributes that the client can write; null for all. */
  writable: ReadonlySet<string> | null;
}

interface GroupConfig {
  name: string;
  precedence: number;
  roleArn: string | null;
}

export const SERVED_TRIGGERS = ['PostConfirmation', 'PostAuthentication'] as const;
/** Keys of LambdaConfig that are not triggers: the KMS key that encrypts the codes for custom senders. */
const TRIGGER_SETTINGS = new Set(['KMSKeyID']);
export type ServedTrigger = (typeof SERVED_TRIGGERS)[number];

export interface PoolConfig {
  id: string;
  /** The part of the id after the underscore, which SRP hashes. */
  name: string;
  arn: string;
  logicalId: string;
  password: PasswordPolicy;
  emailIsUsername: boolean;
  caseSensitive: boolean;
  adminCreateOnly: boolean;
  autoVerifyEmail: boolean;
  /** A new email address stays pending until its code is entered. */
  emailNeedsVerificationBeforeUpdate: boolean;
  attributes: ReadonlyMap<string, { required: boolean; mutable: boolean }>;
  verificationEmail: { subject: string; message: string };
  invitationEmail: { subject: string; message: string };
  /** ARNs of the functions, for the triggers that the runner calls. */
  triggers: Partial<Record<ServedTrigger, string>>;
  clients: ReadonlyMap<string, ClientConfig>;
  groups: ReadonlyMap<string, GroupConfig>;
}

/** Standard claims of OpenID Connect. Every pool has them; they are optional and mutable unless the template differs. */
const STANDARD_ATTRIBUTES =
  'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture preferred_username profile updated_at website zoneinfo'.split(
    ' ',
  );

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

function clientConfig(client: StackResource): ClientConfig {
  const properties = readProperties(client, clientProperties);
  const { AccessToken, IdToken, RefreshToken } = properties.TokenValidityUnits;
  const validity = (value: number | undefined, unit: string, byDefault: number) =>
    value === undefined ? byDefault : value * SECONDS[unit]!;
  return {
    id: client.ref,
    authFlows: new Set(properties.ExplicitAuthFlows),
    preventUserExistenceErrors: properties.PreventUserExistenceErrors === 'ENABLED',
    accessTokenValidity: validity(properties.AccessTokenValidity, AccessToken, 3_600),
    idTokenValidity: validity(properties.IdTokenValidity, IdToken, 3_600),
    refreshTokenValidity: validity(properties.RefreshTokenValidity, RefreshToken, 30 * 86_400),
    writable: properties.WriteAttributes ? new Set(properties.WriteAttributes) : null,
  };
}

type PoolProperties = z.infer<typeof poolProperties>;

function attributes(schema: PoolProperties['Schema']): PoolConfig['attributes'] {
  const known = new Map(STANDARD_ATTRIBUTES.map((name) => [name, { required: false, mutable: true }]));
  for (const { Name, Required, Mutable } of schema) {
    known.set(STANDARD_ATTRIBUTES.includes(Name) ? Name : `custom:${Name}`, { required: Required, mutable: Mutable });
  }
  return known;
}

function groupConfig(group: StackResource): [string, GroupConfig] {
  const { GroupName, Precedence, RoleArn = null } = readProperties(group, groupProperties);
  return [GroupName, { name: GroupName, precedence: Precedence, roleArn: RoleArn }];
}

function poolConfig(
  pool: StackResource,
  properties: PoolProperties,
  clients: StackResource[],
  groups: StackResource[],
): PoolConfig {
  const { ref, logicalId } = pool;
  const { PasswordPolicy } = properties.Policies;
  const { VerificationMessageTemplate: verification, AdminCreateUserConfig: creation } = properties;
  const ofPool = ({ properties }: StackResource) => properties.UserPoolId === ref;
  return {
    id: ref,
    name: ref.split('_')[1]!,
    arn: pool.attributes.Arn!,
    logicalId,
    password: {
      minimumLength: PasswordPolicy.MinimumLength,
      lowercase: PasswordPolicy.RequireLowercase,
      uppercase: PasswordPolicy.RequireUppercase,
      numbers: PasswordPolicy.RequireNumbers,
      symbols: PasswordPolicy.RequireSymbols,
    },
    emailIsUsername: properties.UsernameAttributes.includes('email'),
    caseSensitive: properties.UsernameConfiguration.CaseSensitive,
    adminCreateOnly: creation.AllowAdminCreateUserOnly,
    autoVerifyEmail: properties.AutoVerifiedAttributes.includes('email'),
    emailNeedsVerificationBeforeUpdate:
      properties.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes('email'),
    attributes: attributes(properties.Schema),
    verificationEmail: {
      subject: verification.EmailSubject ?? properties.EmailVerificationSubject,
      message: verification.EmailMessage ?? properties.EmailVerificationMessage,
    },
    invitationEmail: {
      subject: creation.InviteMessageTemplate.EmailSubject,
      message: creation.InviteMessageTemplate.EmailMessage,
    },
    triggers: Object.fromEntries(
      SERVED_TRIGGERS.flatMap((trigger) => {
        const functionArn = properties.LambdaConfig[trigger];
        return typeof functionArn === 'string' ? [[trigger, functionArn]] : [];
      }),
    ),
    clients: new Map(clients.filter(ofPool).map((client) => [client.ref, clientConfig(client)])),
    groups: new Map(groups.filter(ofPool).map(groupConfig)),
  };
}

/** The pools of the templates. A warning names each setting that is not served. */
export function readPools(runtime: Pick<Runtime, 'byType' | 'events'>): PoolConfig[] {
  const clients = runtime.byType('AWS::Cognito::UserPoolClient');
  const groups = runtime.byType('AWS::Cognito::UserPoolGroup');
  const warn = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });
  return runtime.byType('AWS::Cognito::UserPool').map((pool) => {
    const properties = readProperties(pool, poolProperties);
    for (const trigger of Object.keys(properties.LambdaConfig).filter((key) => !TRIGGER_SETTINGS.has(key)))
      if (!SERVED_TRIGGERS.includes(trigger as ServedTrigger))
        warn(`${pool.logicalId}: the Cognito trigger ${trigger} does not run on the local runner`);
    if (properties.MfaConfiguration !== 'OFF')
      warn(`${pool.logicalId}: the local runner does not serve multi-factor sign-in; one factor is enough`);
    return poolConfig(pool, properties, clients, groups);
  });
}
