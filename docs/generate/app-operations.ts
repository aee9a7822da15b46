import { filterSchema, pruneSchema, buildOperationNodeForField } from '@graphql-tools/utils';
import { minifyIntrospection, preprocessIntrospection } from 'gql.tada/internal';
import { buildASTSchema, introspectionFromSchema, Kind, parse, print, type GraphQLSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { scalars } from '../../local/services/appsync/scalars';
import { readAssembly } from '../../tests/synth/assembly';

type OperationKind = 'query' | 'mutation' | 'subscription';

/** The operations of the app, by the module of src/api that sends them. Each selects every field. */
const OPERATIONS: Record<string, [OperationKind, field: string][]> = {
  preferences: [
    ['query', 'getInvestorProfile'],
    ['mutation', 'savePreferences'],
    ['mutation', 'resumeEmail'],
    ['query', 'previewMatches'],
  ],
  portfolio: [
    ['query', 'listBookmarks'],
    ['query', 'getBookmark'],
    ['mutation', 'createBookmark'],
    ['mutation', 'updateBookmark'],
    ['mutation', 'deleteBookmark'],
    ['subscription', 'onCreateBookmark'],
    ['subscription', 'onUpdateBookmark'],
    ['subscription', 'onDeleteBookmark'],
  ],
  recommendations: [
    ['mutation', 'requestRecommendations'],
    ['query', 'getDigest'],
    ['query', 'digestsByDueAt'],
    ['query', 'getRecommendation'],
  ],
  startups: [
    ['query', 'searchStartups'],
    ['query', 'getStartup'],
  ],
};

/** Keys of sparse and spread indexes, which only the backend reads. */
const INDEX_KEYS = ['dueShard', 'openShard', 'openSince', 'catalogShard'];

const HEADER = '// Generated from the synthesised GraphQL schema by `npm run docs:generate`.';

let read: Promise<GraphQLSchema> | undefined;

/** The part of the synthesised schema that the operations of the app reach. */
async function readSchema(): Promise<GraphQLSchema> {
  const { dir, assets } = await readAssembly();
  const file = assets.find((asset) => asset.path.endsWith('.graphql'));
  if (!file) throw new Error('The synthesised backend has no GraphQL schema.');
  const sdl = await readFile(path.join(dir, file.path), 'utf8');
  // AppSync provides its scalars and directives, so the file does not declare them.
  const declared = Object.keys(scalars).map((name) => `scalar ${name}`);
  const schema = buildASTSchema(parse([...declared, sdl].join('\n')), { assumeValidSDL: true });
  const used = new Set(Object.values(OPERATIONS).flatMap((operations) => operations.map(([, field]) => field)));
  return pruneSchema(filterSchema({ schema, rootFieldFilter: (_type, field) => used.has(field!) }));
}

/** The schema as a type, in the form that gql.tada reads. */
async function schemaFile(): Promise<string> {
  const schema = await (read ??= readSchema());
  const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
  return `${HEADER}\n// prettier-ignore\nexport type ApiSchema = ${preprocessIntrospection(introspection)};\n`;
}

async function operationsFile(module: string): Promise<string> {
  const schema = await (read ??= readSchema());
  const documents = OPERATIONS[module]!.map(([kind, field]) => {
    const name = `${field}${kind[0]!.toUpperCase()}${kind.slice(1)}`;
    const node = buildOperationNodeForField({ schema, kind: kind as never, field, ignore: INDEX_KEYS });
    const document = print({ ...node, name: { kind: Kind.NAME, value: `${name[0]!.toUpperCase()}${name.slice(1)}` } });
    return `export const ${name} = graphql(\`${document}\`);`;
  });
  return [HEADER, "import { graphql } from '../document';", ...documents].join('\n\n');
}

export const APP_OPERATIONS = [
  { file: 'src/api/operations/schema.ts', render: schemaFile },
  ...Object.keys(OPERATIONS).map((module) => ({
    file: `src/api/operations/${module}.ts`,
    render: () => operationsFile(module),
  })),
];
