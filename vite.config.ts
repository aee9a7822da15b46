import vue from '@vitejs/plugin-vue';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';
import * as z from 'zod';
import { connectOrigins } from './vite/connect-origins';
import { thirdPartyNotices } from './vite/third-party-notices';

const OUTPUTS = 'amplify_outputs.json';
/** Tests point elsewhere, so that they never touch the backend a developer has running. */
const outputsFile = resolve(import.meta.dirname, process.env.FIRSTLIGHT_OUTPUTS ?? OUTPUTS);

/**
 * Serves amplify_outputs.json beside the app, which fetches it when it first needs the backend. So the app can be built
 * before there is a backend, and a backend that starts later is found by a reload.
 */
function backendOutputs(): Plugin {
  const serve = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (request.url?.split('?')[0] !== `/${OUTPUTS}`) return next();
    const found = existsSync(outputsFile);
    response.statusCode = found ? 200 : 404;
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Cache-Control', 'no-cache');
    response.end(found ? publicOutputs() : '{}');
  };
  return {
    name: 'firstlight:backend-outputs',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => void server.middlewares.use(serve),
    generateBundle() {
      if (existsSync(outputsFile)) {
        this.emitFile({ type: 'asset', fileName: OUTPUTS, source: publicOutputs() });
      }
    },
  };
}

/** What a browser may know: the local backend's operator key stays on this side. */
function publicOutputs(): string {
  const outputs = JSON.parse(readFileSync(outputsFile, 'utf8'));
  delete outputs.custom?.local?.operatorCredentials;
  return JSON.stringify(outputs);
}

/**
 * Sends the headers of the hosted app (customHttp.yml) from the preview too, and from the development server, whose
 * reloading needs inline styles. The addresses of the backend at hand join connect-src.
 */
function hostingHeaders(): Plugin {
  const handler = (development: boolean) => (_: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [key, value] of readHostingHeaders()) {
      // Would bind this machine's address to https, or keep old files.
      if (key === 'Strict-Transport-Security' || key === 'Cache-Control') continue;
      response.setHeader(key, key === 'Content-Security-Policy' ? forThisMachine(value, development) : value);
    }
    next();
  };
  return {
    name: 'firstlight:hosting-headers',
    configureServer: (server) => void server.middlewares.use(handler(true)),
    configurePreviewServer: (server) => void server.middlewares.use(handler(false)),
  };
}

const customHttp = z.object({
  customHeaders: z.array(
    z.object({ pattern: z.string(), headers: z.array(z.object({ key: z.string(), value: z.string() })) }),
  ),
});

/** The headers that customHttp.yml sets for every path. */
function readHostingHeaders(): [string, string][] {
  const text = readFileSync(resolve(import.meta.dirname, 'customHttp.yml'), 'utf8');
  const { customHeaders } = customHttp.parse(parse(text));
  const everyPath = customHeaders.find(({ pattern }) => pattern === '**');
  if (!everyPath) throw new Error('customHttp.yml has no headers for the pattern **.');
  return everyPath.headers.map(({ key, value }) => [key, value]);
}

function forThisMachine(policy: string, development: boolean): string {
  const allowed = policy.replace('connect-src', `connect-src ${backendOrigins().join(' ')}`);
  if (!development) return allowed;
  return allowed
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace('connect-src', 'connect-src ws:');
}

function backendOrigins(): string[] {
  return existsSync(outputsFile) ? connectOrigins(JSON.parse(readFileSync(outputsFile, 'utf8'))) : [];
}

export default defineConfig({
  // No component is written with the options API, so Vue's code for it stays out of every page.
  plugins: [vue({ features: { optionsAPI: false } }), backendOutputs(), hostingHeaders(), thirdPartyNotices()],
  build: {
    target: 'es2022',
    // Every browser of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    // Small files as data: URLs would need exceptions in the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    fs: {
      // Vite's own list, then the local backend's rows and keys. The app's copy of the outputs is served by a plugin.
      deny: [
        ...['.env', '.env.*', '*.{crt,pem,key,p12,pfx,cer,der}', '.npmrc', '.yarnrc.yml', '**/.git/**'],
        ...['**/.local/**', '**/.amplify/**', OUTPUTS],
      ],
    },
  },
});
