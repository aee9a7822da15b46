import { z } from 'zod';
import type { Runtime } from '../../runtime';
import type { SesAccountSettings } from '../../settings';
import { flag, readProperties } from '../../template/read-properties';
import { TemplateError } from '../../template/stack-template';

/** An address or a domain of the account. */
export interface Identity {
  name: string;
  verified: boolean;
  /** The configuration set of emails that name none. */
  configurationSet: string | null;
}

export interface ConfigurationSet {
  suppressedReasons: string[];
  /** Upper-case event types that go to the default bus. */
  reported: Set<string>;
}

const identityProperties = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.object({ ConfigurationSetName: z.string().optional() }).prefault({}),
});

const configurationSetProperties = z.object({
  SuppressionOptions: z
    .object({ SuppressedReasons: z.array(z.string()).default(['BOUNCE', 'COMPLAINT']) })
    .prefault({}),
});

const eventDestinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: flag.default(true),
    EventBridgeDestination: z.unknown().optional(),
    MatchingEventTypes: z.array(z.string()).default([]),
  }),
});

/**
 * The identities of the account, and those that the templates create.
 * @throws TemplateError when a template creates one that the account has
 */
export function readIdentities(runtime: Pick<Runtime, 'byType'>, account: SesAccountSettings): Identity[] {
  const own = account.identities.map((name): Identity => ({ name, verified: true, configurationSet: null }));
  const created = runtime.byType('AWS::SES::EmailIdentity').map((resource): Identity => {
    const { EmailIdentity: name, ConfigurationSetAttributes } = readProperties(resource, identityProperties);
    if (own.some((identity) => isNamed(identity, name)))
      throw new TemplateError(`Stack ${resource.stack}, ${resource.logicalId}: Email identity ${name} already exist.`);
    const configurationSet = ConfigurationSetAttributes.ConfigurationSetName ?? null;
    return { name, verified: account.verifiesCreated, configurationSet };
  });
  return [...own, ...created];
}

/** SES compares names of identities without case. */
export const isNamed = ({ name }: Identity, wanted: string): boolean => name.toLowerCase() === wanted.toLowerCase();

/** The configuration sets by name, with the event destinations that lead to the default bus. */
export function readConfigurationSets(runtime: Pick<Runtime, 'byType'>): ReadonlyMap<string, ConfigurationSet> {
  const sets = new Map(
    runtime.byType('AWS::SES::ConfigurationSet').map((resource): [string, ConfigurationSet] => {
      const { SuppressionOptions } = readProperties(resource, configurationSetProperties);
      return [resource.ref, { suppressedReasons: SuppressionOptions.SuppressedReasons, reported: new Set() }];
    }),
  );
  for (const resource of runtime.byType('AWS::SES::ConfigurationSetEventDestination')) {
    const { ConfigurationSetName, EventDestination } = readProperties(resource, eventDestinationProperties);
    if (!EventDestination.Enabled || !EventDestination.EventBridgeDestination) continue;
    const set = sets.get(ConfigurationSetName);
    for (const type of EventDestination.MatchingEventTypes) set?.reported.add(type.toUpperCase());
  }
  return sets;
}
