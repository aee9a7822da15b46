import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesOf } from './notices';

let root: string;
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'notices-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** Writes a package and returns the path of a module in it. */
function packageWith(name: string, license: string | undefined, text?: string): string {
  const folder = path.join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
  if (text) writeFileSync(path.join(folder, 'LICENSE'), text);
  return path.join(folder, 'dist/index.js');
}

describe('the notices of a bundle', () => {
  it('have one licence text per package, sorted by name, and none for our own modules', () => {
    const modules = [
      packageWith('zebra', 'ISC', 'Text of zebra'),
      packageWith('@scope/ant', 'MIT', 'Text of ant'),
      path.join(root, 'node_modules/zebra/dist/other.js?raw'),
      path.join(root, 'src/main.ts'),
    ];
    const notices = noticesOf(modules);
    expect(notices.match(/^\S+ 1\.0\.0 \(.*\)$/gm)).toEqual(['@scope/ant 1.0.0 (MIT)', 'zebra 1.0.0 (ISC)']);
    expect(notices).toContain('Text of ant');
    expect(notices).toContain('Text of zebra');
  });

  it('use the text of the same repository for a package that is published without one', () => {
    packageWith('aws-amplify', 'Apache-2.0', 'Text of Amplify');
    expect(noticesOf([packageWith('@aws-amplify/core', 'Apache-2.0')])).toContain('Text of Amplify');
  });

  it('have the standard text of the licence for a package whose repository has none to take', () => {
    const notices = noticesOf([packageWith('emitter-listener', 'BSD-2-Clause')]);
    expect(notices).toMatch(/^Copyright \(c\) Forrest L Norvell/m);
    expect(notices).toContain('Redistributions in binary form must reproduce the above copyright notice');
    expect(noticesOf([packageWith('@aws-lambda-powertools/logger', 'MIT-0')])).toContain('MIT No Attribution');
  });

  it.each(['@aws-amplify/core', 'emitter-listener'])(
    'fail the build once %s, whose text is taken from elsewhere, is published with one',
    (name) => {
      const module = packageWith(name, 'BSD-2-Clause', 'Text');
      expect(() => noticesOf([module])).toThrow(`${name} 1.0.0 now has a licence text: remove it from TEXT_FROM.`);
    },
  );

  it.each([
    ['a licence that is not allowed', 'GPL-3.0-only', 'Text', 'copyleft 1.0.0 has a licence that is not allowed'],
    ['no licence', undefined, 'Text', 'copyleft 1.0.0 has a licence that is not allowed: none'],
    ['no licence text', 'MIT', undefined, 'copyleft 1.0.0 has no licence text'],
  ])('fail the build for a package with %s', (_, license, text, message) => {
    expect(() => noticesOf([packageWith('copyleft', license, text)])).toThrow(message);
  });
});
