import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { escapeHtml } from '../services/local-http';

const PAGES = path.dirname(fileURLToPath(import.meta.url));

export interface Page {
  html: string;
  headers: Record<string, string>;
}

/**
 * Builds a page of the runner as one document with inline style and script. Its Content-Security-Policy allows only these
 * two, by their hashes.
 */
export function buildPage(options: {
  title: string;
  /** Folder below pages/ with `<folder>.ts`, `<folder>.css` and further style sheets. */
  folder: string;
  /** Value of PAGE_SETTINGS in the page's script. */
  settings?: object;
  /** Allowed sources of frames, besides the page's own origin. */
  frames?: string[];
}): Page {
  const { title, folder, settings = {}, frames = [] } = options;
  // The style sheet of the page comes before those of its parts.
  const parts = readdirSync(path.join(PAGES, folder)).filter(
    (file) => file.endsWith('.css') && file !== `${folder}.css`,
  );
  const style = ['theme.css', ...[`${folder}.css`, ...parts.sort()].map((file) => `${folder}/${file}`)]
    .map((file) => readFileSync(path.join(PAGES, file), 'utf8'))
    .join('\n');
  const built = buildSync({
    entryPoints: [path.join(PAGES, folder, `${folder}.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    define: { PAGE_SETTINGS: JSON.stringify(settings) },
  });
  // "</script" inside a string would end the script element.
  const script = built.outputFiles[0]!.text.replaceAll('</script', '<\\/script');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
<script>${script}</script>
</body>
</html>`;
  const policy = [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "connect-src 'self'",
    `frame-src 'self' ${frames.join(' ')}`.trim(),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors http://localhost:* http://127.0.0.1:*',
  ];
  return { html, headers: { 'content-security-policy': policy.join('; ') } };
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
