import type { StackResource, Runtime } from '../../runtime';

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
  /** Attributes that this client may write; null for all. */
  writable: ReadonlySet<string> | null;
}

interface GroupConfig {
  name: string;
  precedence: number;
  roleArn: string | null;
}

export const SERVED_TRIGGERS = ['PostConfirmation', 'PostAuthentication'] as const;
/** Keys of LambdaConfig that name no function: the key by which the custom senders get their codes encrypted. */
const TRIGGER_SETTINGS = new Set(['KMSKeyID']);
export type ServedTrigger = (typeof SERVED_TRIGGERS)[number];

export interface PoolConfig {
  id: string;
  /** The part after the underscore, which SRP hashes. */
  name: string;
  arn: string;
  logicalId: string;
  password: PasswordPolicy;
  emailIsUsername: boolean;
  caseSensitive: boolean;
  adminCreateOnly: boolean;
  autoVerifyEmail: boolean;
  /** A changed email stays pending until its code is entered. */
  emailNeedsVerificationBeforeUpdate: boolean;
  attributes: ReadonlyMap<string, { required: boolean; mutable: boolean }>;
  verificationEmail: { subject: string; message: string };
  invitationEmail: { subject: string; message: string };
  /** Functions by trigger, of those that the runner calls. */
  triggers: Partial<Record<ServedTrigger, string>>;
  clients: ReadonlyMap<string, ClientConfig>;
  groups: ReadonlyMap<string, GroupConfig>;
}

/** Standard claims of OpenID Connect that every pool has, all optional and mutable unless the template says otherwise. */
const STANDARD_ATTRIBUTES =
  'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture preferred_username profile updated_at website zoneinfo'.split(
    ' ',
  );

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** The template language writes booleans and numbers as strings at times. */
const flag = (value: unknown, fallback = false) => (value === undefined ? fallback : String(value) === 'true');

function clientConfig({ ref, properties }: StackResource): ClientConfig {
  const units = properties.TokenValidityUnits ?? {};
  const validity = (value: unknown, unit: string | undefined, usualUnit: string, usual: number) =>
    value === undefined ? usual : Number(value) * SECONDS[unit ?? usualUnit]!;
  return {
    id: ref,
    authFlows: new Set(
      properties.ExplicitAuthFlows ?? ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ),
    preventUserExistenceErrors: properties.PreventUserExistenceErrors === 'ENABLED',
    accessTokenValidity: validity(properties.AccessTokenValidity, units.AccessToken, 'hours', 3_600),
    idTokenValidity: validity(properties.IdTokenValidity, units.IdToken, 'hours', 3_600),
    refreshTokenValidity: validity(properties.RefreshTokenValidity, units.RefreshToken, 'days', 30 * 86_400),
    writable: properties.WriteAttributes ? new Set(properties.WriteAttributes) : null,
  };
}

function attributes(schema: any[]): PoolConfig['attributes'] {
  const known = new Map(STANDARD_ATTRIBUTES.map((name) => [name, { required: false, mutable: true }]));
  for (const attribute of schema) {
    const name = STANDARD_ATTRIBUTES.includes(attribute.Name) ? attribute.Name : `custom:${attribute.Name}`;
    known.set(name, { required: flag(attribute.Required), mutable: flag(attribute.Mutable, true) });
  }
  return known;
}

function poolConfig(pool: StackResource, clients: StackResource[], groups: StackResource[]): PoolConfig {
  const { ref, logicalId, properties } = pool;
  const policy = properties.Policies?.PasswordPolicy ?? {};
  const template = properties.VerificationMessageTemplate ?? {};
  const invitation = properties.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const here = ({ properties }: StackResource) => properties.UserPoolId === ref;
  return {
    id: ref,
    name: ref.split('_')[1]!,
    arn: pool.attributes.Arn!,
    logicalId,
    password: {
      minimumLength: Number(policy.MinimumLength ?? 8),
      lowercase: flag(policy.RequireLowercase),
      uppercase: flag(policy.RequireUppercase),
      numbers: flag(policy.RequireNumbers),
      symbols: flag(policy.RequireSymbols),
    },
    emailIsUsername: (properties.UsernameAttributes ?? []).includes('email'),
    caseSensitive: flag(properties.UsernameConfiguration?.CaseSensitive, true),
    adminCreateOnly: flag(properties.AdminCreateUserConfig?.AllowAdminCreateUserOnly),
    autoVerifyEmail: (properties.AutoVerifiedAttributes ?? []).includes('email'),
    emailNeedsVerificationBeforeUpdate: (
      properties.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
    ).includes('email'),
    attributes: attributes(properties.Schema ?? []),
    verificationEmail: {
      subject: template.EmailSubject ?? properties.EmailVerificationSubject ?? 'Your verification code',
      message: template.EmailMessage ?? properties.EmailVerificationMessage ?? 'Your confirmation code is {####}',
    },
    invitationEmail: {
      subject: invitation.EmailSubject ?? 'Your temporary password',
      message: invitation.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
    },
    triggers: properties.LambdaConfig ?? {},
    clients: new Map(clients.filter(here).map((client) => [client.ref, clientConfig(client)])),
    groups: new Map(
      groups.filter(here).map(({ properties }) => [
        properties.GroupName,
        {
          name: properties.GroupName,
          precedence: Number(properties.Precedence ?? 2 ** 31 - 1),
          roleArn: properties.RoleArn ?? null,
        },
      ]),
    ),
  };
}

/** The pools of the templates. What they ask for and is not served here is said as a warning, with the logical id. */
export function readPools(runtime: Pick<Runtime, 'byType' | 'events'>): PoolConfig[] {
  const clients = runtime.byType('AWS::Cognito::UserPoolClient');
  const groups = runtime.byType('AWS::Cognito::UserPoolGroup');
  const warn = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });
  return runtime.byType('AWS::Cognito::UserPool').map((pool) => {
    for (const trigger of Object.keys(pool.properties.LambdaConfig ?? {}).filter((key) => !TRIGGER_SETTINGS.has(key)))
      if (!SERVED_TRIGGERS.includes(trigger as ServedTrigger))
        warn(`${pool.logicalId}: the Cognito trigger ${trigger} does not run on the local runner`);
    if (!['OFF', undefined].includes(pool.properties.MfaConfiguration))
      warn(`${pool.logicalId}: multi-factor sign-in is not served by the local runner, one factor is asked for`);
    return poolConfig(pool, clients, groups);
  });
}
