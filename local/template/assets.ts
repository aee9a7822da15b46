import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TemplateError } from './stack-template';

const HASH = /[0-9a-f]{64}/;

interface AssetManifest {
  files?: Record<string, { source: { path: string } }>;
}

/** An entry of manifest.json: a stack has a template file, an asset manifest a file. */
interface Artifact {
  type: string;
  properties?: { templateFile?: string; file?: string };
  additionalMetadataFile?: string;
}

export interface RootArtifact {
  name: string;
  templateFile: string;
  assetsFile: string;
  metadataFile: string | null;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The root stack of a cloud assembly, from its manifest.json. */
export function findRoot(assemblyDir: string): RootArtifact {
  const { artifacts = {} } = readJson(path.join(assemblyDir, 'manifest.json')) as {
    artifacts?: Record<string, Artifact>;
  };
  const roots = Object.entries(artifacts).filter(
    ([, { type }]) => type === 'aws:cdk:stack' || type === 'aws:cloudformation:stack',
  );
  const assets = Object.values(artifacts).find(({ type }) => type === 'cdk:asset-manifest');
  if (roots.length !== 1 || !assets) {
    throw new TemplateError(`${assemblyDir} holds ${roots.length} root stacks; the local runner runs exactly one.`);
  }
  const [name, { properties, additionalMetadataFile }] = roots[0]!;
  const { templateFile, file } = { ...properties, ...assets.properties };
  if (!templateFile || !file) throw new TemplateError(`${assemblyDir} names no template or no assets in its manifest.`);
  return {
    name,
    templateFile: path.join(assemblyDir, templateFile),
    assetsFile: path.join(assemblyDir, file),
    metadataFile: additionalMetadataFile ? path.join(assemblyDir, additionalMetadataFile) : null,
  };
}

/**
 * Finds the file or folder of an asset by its reference in a template: an S3 key or a URL. The reference contains the
 * hash of the asset. @throws TemplateError when the assembly has no such asset
 */
export function assetFinder(assemblyDir: string, root = findRoot(assemblyDir)): (reference: string) => string {
  const { files = {} } = readJson(root.assetsFile) as AssetManifest;
  return (reference) => {
    const hash = HASH.exec(reference)?.[0];
    const file = hash ? files[hash] : undefined;
    if (!file) throw new TemplateError(`The cloud assembly holds no asset for ${reference}.`);
    return path.resolve(assemblyDir, file.source.path);
  };
}
