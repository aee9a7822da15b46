import { z } from 'zod';
import type { Runtime, StackResource } from '../../runtime';
import { flag, readProperties } from '../../template/read-properties';

/** A verified address or domain. */
export interface Identity {
  name: string;
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

export function readIdentity(resource: StackResource): Identity {
  const { EmailIdentity, ConfigurationSetAttributes } = readProperties(resource, identityProperties);
  return { name: EmailIdentity, configurationSet: ConfigurationSetAttributes.ConfigurationSetName ?? null };
}

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
