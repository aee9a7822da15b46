import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import * as z from 'zod';

const FILE = 'THIRD-PARTY-NOTICES.txt';

const ALLOWED = new Set([
  ...['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'CC-BY-4.0', 'OFL-1.1', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Python-2.0'],
]);

/** Packages published without a licence text, and the package of the same repository that has it. */
const TEXT_FROM: Record<string, string> = {
  '@aws-amplify/api': 'aws-amplify',
  '@aws-amplify/api-graphql': 'aws-amplify',
  '@aws-amplify/api-rest': 'aws-amplify',
  '@aws-amplify/auth': 'aws-amplify',
  '@aws-amplify/core': 'aws-amplify',
};

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().default('none') });

/** Writes the licence of every package with a module in the bundle, or a style sheet or font, beside the app. */
export function thirdPartyNotices(): Plugin {
  let isProduction = false;
  return {
    name: 'firstlight:third-party-notices',
    apply: 'build',
    configResolved(config) {
      isProduction = config.isProduction;
    },
    generateBundle(_, bundle) {
      // The build of the browser tests bundles the libraries' development code, which is not distributed.
      if (!isProduction) return;
      const code = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? Object.keys(output.modules).filter((id) => output.modules[id]?.renderedLength) : [],
      );
      const styles = [...this.getModuleIds()].filter((id) => /\.css($|\?)/.test(id));
      this.emitFile({ type: 'asset', fileName: FILE, source: noticesOf([...code, ...styles]) });
    },
  };
}

/**
 * The licence texts of the packages that these modules belong to, sorted by name.
 * @throws when a package has no licence text, or a licence that is not allowed
 */
export function noticesOf(modules: string[]): string {
  const folders = new Set(modules.flatMap((module) => packageFolder(module) ?? []));
  const notices = [...folders].map((folder) => {
    const { name, version, license } = manifest.parse(
      JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
    );
    if (!ALLOWED.has(license)) throw new Error(`${name} ${version} has a licence that is not allowed: ${license}`);
    const sibling = TEXT_FROM[name];
    const texts = textsIn(sibling ? path.join(nodeModulesOf(folder), sibling) : folder);
    if (texts.length === 0) throw new Error(`${name} ${version} has no licence text.`);
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  });
  return notices.sort().join(`\n${'-'.repeat(80)}\n\n`);
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
