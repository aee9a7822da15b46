import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { html, type Html } from '../../amplify/domain/email/html';
import { renderDigestEmail, type RenderedEmail } from '../../amplify/domain/email/render-digest-email';
import { emailSamples, type Sample } from './samples';

/*
 * npm run email:preview [-- --write-only]: writes every state of the digest email to .local/email-preview, and serves
 * them with an index on a free local port until it is stopped.
 */

const FOLDER = path.join(import.meta.dirname, '../../.local/email-preview');
const WIDTHS = [
  ['Phone', 320],
  ['Desktop', 700],
] as const;

interface Preview extends Sample {
  email: RenderedEmail;
}

const previews: Preview[] = (await emailSamples('http://localhost:5173')).map((sample) => ({
  ...sample,
  email: renderDigestEmail(sample.input),
}));
const files = new Map<string, string>([['index.html', indexPage().markup]]);
for (const { name, email } of previews) {
  files.set(`${name}.html`, email.html);
  files.set(`${name}.txt`, email.text);
}
await mkdir(FOLDER, { recursive: true });
await Promise.all([...files].map(([name, text]) => writeFile(path.join(FOLDER, name), text)));
console.log(`Wrote ${previews.length} emails to .local/email-preview`);
if (!process.argv.includes('--write-only')) serve();

function indexPage(): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>Digest emails</title>
        <style>
          body {
            font:
              15px/1.5 system-ui,
              sans-serif;
            margin: 24px;
          }
          h2 {
            margin: 40px 0 0;
            font-size: 18px;
          }
          .frames {
            display: flex;
            flex-wrap: wrap;
            gap: 16px;
          }
          iframe {
            height: 640px;
            border: 1px solid #8888;
            border-radius: 8px;
          }
        </style>
      </head>
      <body>
        <h1>Digest emails</h1>
        ${previews.map(previewSection)}
      </body>
    </html> `;
}

function previewSection({ name, shows, email }: Preview): Html {
  const kilobytes = (Buffer.byteLength(email.html) / 1024).toFixed(1);
  return html`<section>
    <h2>${shows}</h2>
    <p>
      <strong dir="auto">${email.subject}</strong><br />${email.preheader}<br />
      <a href="${name}.html">HTML</a> (${kilobytes} KB) · <a href="${name}.txt">text</a>
    </p>
    <div class="frames">
      ${WIDTHS.map(
        ([label, width]) =>
          html`<iframe src="${name}.html" width="${width}" title="${shows}, ${label}" loading="lazy"></iframe>`,
      )}
    </div>
  </section>`;
}

function serve() {
  const server = createServer(({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
    const text = files.get(name);
    const type = name.endsWith('.txt') ? 'text/plain' : 'text/html';
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(text ?? 'There is no such email.');
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port}/ (Ctrl-C stops the server)`);
  });
}
