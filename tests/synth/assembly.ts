import { readFileSync } from 'node:fs';
import path from 'node:path';
import settings from '../../local.config';
import { synthesise } from '../../local/template/synthesise';

export interface TemplateResource {
  stack: string;
  logicalId: string;
  Type: string;
  Properties: Record<string, any>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
}

export interface Assembly {
  dir: string;
  /** Raw templates by file name. */
  templates: Record<string, any>;
  resources: TemplateResource[];
  /** Asset paths by file name as the manifests list them. */
  assets: { path: string; packaging?: string }[];
  ofType(type: string): TemplateResource[];
}

/** Synthesises (or finds) the assembly that deploys and reads it as text: nothing is resolved. */
export async function readAssembly(): Promise<Assembly> {
  const { dir } = await synthesise(settings.synthesis);
  const json = (file: string) => JSON.parse(readFileSync(path.join(dir, file), 'utf8'));
  const manifest = json('manifest.json');
  const rootAssets = Object.keys(manifest.artifacts)
    .filter((id) => id.endsWith('.assets'))
    .map((id) => json(`${id}.json`));
  const assets = rootAssets.flatMap((file) => Object.values<any>(file.files).map((asset) => asset.source));
  const templateFiles = assets.map((asset) => asset.path as string).filter((file) => file.endsWith('.template.json'));
  const templates = Object.fromEntries(templateFiles.map((file) => [file, json(file)]));
  const resources = Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries<any>(template.Resources).map(([logicalId, resource]) => ({
      Properties: {},
      ...resource,
      stack,
      logicalId,
    })),
  );
  return { dir, templates, resources, assets, ofType: (type) => resources.filter((r) => r.Type === type) };
}
