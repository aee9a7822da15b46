import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'CC-BY-4.0', 'OFL-1.1'],
  ...['BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'Python-2.0'],
]);

const POWERTOOLS = { copyright: 'Copyright 2021 Amazon.com, Inc. or its affiliates. All Rights Reserved.' };

/**
 * Packages published without a licence text. Each takes the text of a package of the same repository, or the standard
 * text of its licence (`texts/`) below a copyright line from its repository or package.json.
 */
const TEXT_FROM: Record<string, { package: string } | { copyright: string }> = {
  '@aws-amplify/api': { package: 'aws-amplify' },
  '@aws-amplify/api-graphql': { package: 'aws-amplify' },
  '@aws-amplify/api-rest': { package: 'aws-amplify' },
  '@aws-amplify/auth': { package: 'aws-amplify' },
  '@aws-amplify/core': { package: 'aws-amplify' },
  '@aws-lambda-powertools/commons': POWERTOOLS,
  '@aws-lambda-powertools/logger': POWERTOOLS,
  '@aws-lambda-powertools/metrics': POWERTOOLS,
  '@aws-lambda-powertools/tracer': POWERTOOLS,
  'emitter-listener': { copyright: 'Copyright (c) Forrest L Norvell <ogd@aoaioxxysz.net>' },
};

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().default('none') });
type Manifest = z.infer<typeof manifest>;

/**
 * The licence texts of the packages that these modules belong to, sorted by name.
 * @throws when a package has no licence text or a licence that is not allowed, or when TEXT_FROM is out of date
 */
export function noticesOf(modules: string[]): string {
  const folders = new Set(modules.flatMap((module) => packageFolder(module) ?? []));
  const notices = [...folders].map((folder) => {
    const found = manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
    const { name, version, license } = found;
    if (!ALLOWED.has(license)) throw new Error(`${name} ${version} has a licence that is not allowed: ${license}`);
    const texts = licenceTexts(folder, found);
    if (texts.length === 0) throw new Error(`${name} ${version} has no licence text.`);
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  });
  return notices.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceTexts(folder: string, { name, version, license }: Manifest): string[] {
  const published = textsIn(folder);
  const source = TEXT_FROM[name];
  if (!source) return published;
  if (published.length > 0) throw new Error(`${name} ${version} now has a licence text: remove it from TEXT_FROM.`);
  if ('package' in source) return textsIn(path.join(nodeModulesOf(folder), source.package));
  const standard = path.join(import.meta.dirname, 'texts', `${license}.txt`);
  return [`${source.copyright}\n\n${readFileSync(standard, 'utf8').trim()}`];
}

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
}

/** The outermost node_modules that the folder is in. */
function nodeModulesOf(folder: string): string {
  return folder.slice(0, folder.indexOf('/node_modules/') + '/node_modules'.length);
}

/** The package's folder: the name after the last node_modules. */
function packageFolder(module: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}
