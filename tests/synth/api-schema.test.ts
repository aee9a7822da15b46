import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, print, type DocumentNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bookmark } from '../../amplify/domain/bookmark';
import { searchInput } from '../../amplify/domain/catalog/search-input';
import { digest } from '../../amplify/domain/digest/digest';
import { digestMatch, matchReason, nearMiss } from '../../amplify/domain/digest/match';
import { recommendation } from '../../amplify/domain/digest/recommendation';
import { matchPreferences, preferencesToSave } from '../../amplify/domain/preferences';
import { investorProfile } from '../../amplify/domain/profile';
import { startup } from '../../amplify/domain/startup';
import { readAssembly } from './assembly';

/*
 * The synthesised GraphQL schema against the zod schemas of the domain, field by field. The expected types come from
 * zod's own JSON Schema, not from the code that builds the API from the same schemas.
 */

type Types = Record<string, string>;

interface JsonSchema {
  type?: string | string[];
  format?: string;
  enum?: string[];
  maximum?: number;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

let api: DocumentNode;
beforeAll(async () => {
  const { dir, assets } = await readAssembly();
  const [file, ...more] = assets.map((asset) => asset.path).filter((asset) => asset.endsWith('.graphql'));
  expect(more).toEqual([]);
  api = parse(readFileSync(path.join(dir, file!), 'utf8'));
});

/** Fields of an object type, or the arguments of `Query.name` or `Mutation.name`. */
function typesInApi(name: string): Types {
  const [typeName, operation] = name.split('.');
  const type = api.definitions.find((one) => one.kind === 'ObjectTypeDefinition' && one.name.value === typeName);
  if (type?.kind !== 'ObjectTypeDefinition') throw new Error(`The API has no type ${typeName}.`);
  const found = operation ? type.fields!.find((field) => field.name.value === operation)!.arguments! : type.fields!;
  return Object.fromEntries(found.map((field) => [field.name.value, print(field.type)]));
}

function enumsInApi(): Map<string, string> {
  return new Map(
    api.definitions.flatMap((one) =>
      one.kind === 'EnumTypeDefinition' ? [[one.values!.map(({ name }) => name.value).join(), one.name.value]] : [],
    ),
  );
}

const OBJECTS = new Map<z.ZodType, string>([
  [digestMatch, 'DigestMatch'],
  [matchReason, 'MatchReason'],
  [nearMiss, 'NearMiss'],
]);
const FORMATS: Record<string, string> = { 'date-time': 'AWSDateTime', date: 'AWSDate', uri: 'AWSURL' };

function typesInDomain(schema: z.ZodObject, io: 'input' | 'output'): Types {
  const enums = io === 'output' ? enumsInApi() : new Map<string, string>();
  const objects = new Map<string, string>();
  for (const [object, name] of OBJECTS) objects.set(JSON.stringify(jsonSchema(object).properties), name);
  const { properties = {}, required = [] } = jsonSchema(schema);
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, typeOf(field, required.includes(name))]),
  );

  function jsonSchema(of: z.ZodType): JsonSchema {
    return z.toJSONSchema(of, { io }) as JsonSchema;
  }

  function typeOf(field: JsonSchema, isRequired: boolean): string {
    const types = field.anyOf ?? [field.type].flat().map((type) => ({ ...field, type }));
    const some = types.filter(({ type }) => type !== 'null');
    expect(some).toHaveLength(1);
    return `${baseType(some[0]!)}${isRequired && types.length === 1 ? '!' : ''}`;
  }

  function baseType(field: JsonSchema): string {
    if (field.type === 'array') return `[${typeOf(field.items!, true)}]`;
    if (field.type === 'object') return objects.get(JSON.stringify(field.properties)) ?? 'an object without a name';
    if (field.type === 'integer') return field.maximum! < 2 ** 31 ? 'Int' : 'Float';
    if (field.type === 'number') return 'Float';
    if (field.type === 'boolean') return 'Boolean';
    if (field.enum) return enums.get(field.enum.join()) ?? 'String';
    return (io === 'output' && FORMATS[field.format ?? '']) || 'String';
  }
}

/** Fields that differ from the schema, or exist in the API only, and why. */
const OUTPUTS: [name: string, schema: z.ZodObject, differences: Types][] = [
  // An administrator's row may leave the tags out. The shard belongs to the table, createdAt comes from Amplify.
  ['Startup', startup, { id: 'ID!', tags: '[String]', catalogShard: 'String', createdAt: 'AWSDateTime!' }],
  // Absent in profiles that were saved before versions were counted.
  [
    'InvestorProfile',
    investorProfile,
    { investorId: 'ID!', email: 'AWSEmail!', preferencesVersion: 'Int', dueShard: 'String' },
  ],
  // A bookmark created without a status is `saved`.
  ['Bookmark', bookmark, { userId: 'ID!', startupId: 'ID!', status: 'BookmarkStatus' }],
  [
    'Recommendation',
    recommendation,
    { investorId: 'ID!', startupId: 'ID!', createdAt: 'AWSDateTime!', updatedAt: 'AWSDateTime!' },
  ],
  [
    'Digest',
    digest,
    {
      investorId: 'ID!',
      createdAt: 'AWSDateTime!',
      updatedAt: 'AWSDateTime!',
      openShard: 'String',
      openSince: 'AWSDateTime',
    },
  ],
  ['DigestMatch', digestMatch, { startupId: 'ID!' }],
  ['MatchReason', matchReason, {}],
  ['NearMiss', nearMiss, {}],
  ['StartupSummary', startup.omit({ listed: true }), { id: 'ID!', website: 'String' }],
];

const INPUTS: [name: string, schema: z.ZodObject, differences: Types][] = [
  ['Query.searchStartups', searchInput, {}],
  ['Query.previewMatches', matchPreferences, {}],
  // The account that a write is meant for. The front door compares it with the token.
  ['Mutation.savePreferences', preferencesToSave, { investorId: 'ID' }],
];

describe('the synthesised GraphQL schema', () => {
  // AppSync refuses an enum value that it does not have, and rows of older or newer versions hold other reasons.
  it('has the reasons of a stored row as Strings', () => {
    expect(typesInApi('Digest')).toMatchObject({ reason: 'String', reasonDetail: 'String' });
    expect(typesInApi('InvestorProfile')).toMatchObject({ emailStatusReason: 'String', emailStatusDetail: 'String' });
  });

  it.each(OUTPUTS)('returns %s with the fields of its zod schema', (name, schema, differences) => {
    expect(typesInApi(name)).toEqual({ ...typesInDomain(schema, 'output'), ...differences });
  });

  it.each(INPUTS)('accepts the arguments of %s as its zod schema does', (name, schema, differences) => {
    expect(typesInApi(name)).toEqual({ ...typesInDomain(schema, 'input'), ...differences });
  });

  it('has the enums of the domain', () => {
    const names = new Set(enumsInApi().values());
    for (const name of ['Criterion', 'ReasonCriterion', 'ReasonVerdict', 'NearMissChange', 'Weekday']) {
      expect(names).toContain(name);
    }
  });
});
