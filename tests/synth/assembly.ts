import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import settings from '../../local.config';
import { synthesise } from '../../local/template/synthesise';

/** CloudFormation's form of a resource. What a test reads of its properties, it parses with a schema. */
const templateResource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.string().optional(),
});

/** A CloudFormation template, nothing left out. */
export const template = z.looseObject({
  Resources: z.record(z.string(), templateResource),
  Parameters: z.record(z.string(), z.unknown()).default({}),
});

const assetManifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string(), packaging: z.string().optional() }) })),
});

export interface TemplateResource<Properties = Record<string, unknown>> {
  stack: string;
  logicalId: string;
  Type: string;
  Properties: Properties;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
}

export interface Assembly {
  dir: string;
  /** Templates by file name, intrinsic functions unresolved. */
  templates: Record<string, z.infer<typeof template>>;
  resources: TemplateResource[];
  /** Asset paths by file name as the manifests list them. */
  assets: { path: string; packaging?: string }[];
  /** Resources of one type; their properties are parsed if there is a schema. */
  ofType(type: string): TemplateResource[];
  ofType<Schema extends z.ZodType>(type: string, properties: Schema): TemplateResource<z.infer<Schema>>[];
}

/** Synthesises the assembly that deploys, or finds it in the cache, and reads it as text: nothing is resolved. */
export async function readAssembly(): Promise<Assembly> {
  const { dir } = await synthesise(settings.synthesis);
  const json = (file: string): unknown => JSON.parse(readFileSync(path.join(dir, file), 'utf8'));
  const { artifacts } = z.object({ artifacts: z.record(z.string(), z.unknown()) }).parse(json('manifest.json'));
  const assets = Object.keys(artifacts)
    .filter((id) => id.endsWith('.assets'))
    .flatMap((id) => Object.values(assetManifest.parse(json(`${id}.json`)).files))
    .map(({ source }) => source);
  const templateFiles = assets.map((asset) => asset.path).filter((file) => file.endsWith('.template.json'));
  const templates = Object.fromEntries(templateFiles.map((file) => [file, template.parse(json(file))]));
  const resources = Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([logicalId, resource]) => ({ ...resource, stack, logicalId })),
  );
  function ofType<Schema extends z.ZodType>(type: string, properties?: Schema) {
    const found = resources.filter((resource) => resource.Type === type);
    return properties ? found.map((one) => ({ ...one, Properties: properties.parse(one.Properties) })) : found;
  }
  return { dir, templates, resources, assets, ofType: ofType as Assembly['ofType'] };
}
