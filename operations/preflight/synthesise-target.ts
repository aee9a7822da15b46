import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { PROJECT_ROOT } from '../../local/state-dir';
import { loadStacks } from '../../local/template/load-stacks';
import { synthesiseInto } from '../../local/template/synthesise';
import type { Target } from './options';
import { readTemplateNeeds, type TemplateNeeds } from './template-needs';

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ requiresBootstrapStackVersion: z.number().optional() }).optional(),
    }),
  ),
});

const packageJson = z.object({ name: z.string() });

export interface SynthesisedTarget {
  /** CloudFormation's name of the root stack; null for a branch whose app is not known. */
  stackName: string | null;
  /** The oldest version of CDK's bootstrap stack that can deploy this. */
  bootstrapVersion: number;
  needs: TemplateNeeds;
}

/**
 * Synthesises the backend as `ampx` would for this target, without bundles and without credentials.
 * @throws Error with the output of the synthesis
 */
export async function synthesiseTarget(target: Target): Promise<SynthesisedTarget> {
  const dir = await mkdtemp(path.join(tmpdir(), 'firstlight-preflight-'));
  try {
    await synthesiseInto(dir, { entry: 'amplify/backend.ts', context: await contextOf(target), environment: {} });
    const { artifacts } = manifest.parse(await json(path.join(dir, 'manifest.json')));
    const versions = Object.values(artifacts).map(({ properties }) => properties?.requiresBootstrapStackVersion ?? 0);
    const root = loadStacks(dir);
    return {
      stackName: target.type === 'branch' && target.appId === null ? null : root.stackName,
      bootstrapVersion: Math.max(...versions),
      needs: readTemplateNeeds(root),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The names that `ampx sandbox` and `ampx pipeline-deploy` give. */
async function contextOf({ type, name, appId }: Target): Promise<Record<string, unknown>> {
  const namespace =
    type === 'sandbox'
      ? packageJson.parse(await json(path.join(PROJECT_ROOT, 'package.json'))).name
      : (appId ?? 'unknownapp');
  return {
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
    'amplify-backend-type': type,
    'aws:cdk:bundling-stacks': [],
  };
}

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
