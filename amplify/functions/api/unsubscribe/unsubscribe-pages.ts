import { createHash } from 'node:crypto';
import { Html, html } from '../../../domain/email/html';

/** A field of the page's form. It distinguishes the form's POST from the one-click POST of a mail program. */
export const FROM_PAGE = 'from-page';

export interface Page {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * The app's colours (src/styles/tokens.css) as plain values. The page loads no other file, so no request can fail or track
 * the reader.
 */
const STYLE = `:root{color-scheme:light dark;--ground:#fbfaf9;--card:#fff;--line:#e6e3df;--ink:#1c1a18;--soft:#55504a;--fill:#1c1a18;--on-fill:#fff;--accent:#b8430c}
@media (prefers-color-scheme:dark){:root{--ground:#0f1011;--card:#161718;--line:#292b2e;--ink:#f0efed;--soft:#b4b3b0;--fill:#f0efed;--on-fill:#161718;--accent:#ff9a5c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.6 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:440px;padding:32px;background:var(--card);border:1px solid var(--line);border-radius:12px}
.name{margin:0 0 20px;font-size:14px;font-weight:600;color:var(--soft)}
h1{margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:600;text-wrap:balance}
p{margin:0 0 20px;color:var(--soft)}
p:last-child{margin:0}
form{margin:0 0 20px}
button{width:100%;min-height:44px;padding:10px 16px;border:0;border-radius:8px;background:var(--fill);color:var(--on-fill);font:inherit;font-weight:600;cursor:pointer}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  // The address carries the token.
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The pages behind the link. No page reveals who the link is for, or whether that person exists. */
export function createPages(appUrl: string) {
  const preferences = html`<a href="${appUrl}/preferences#email">your preferences</a>`;
  return {
    ask: page(200, 'Stop the daily email?', [
      html`<p>You will get no more startup digests in the morning. Your account and everything in it stay.</p>`,
      // A form without an action posts to the page's own address, which includes the token.
      html`<form method="post">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <button name="${FROM_PAGE}" value="1">Stop the daily email</button>
      </form>`,
      html`<p>Fewer emails instead? Choose the days in ${preferences}.</p>`,
    ]),
    stopped: page(200, 'The daily email is stopped', [
      html`<p>No more digests from now on. You will still get the recommendations that you request in the app.</p>`,
      html`<p>To get it again, turn the daily email on in ${preferences} and save.</p>`,
    ]),
    unknown: page(400, 'This link does not work', [
      html`<p>It may have been cut short on its way. Open it once more from the email itself.</p>`,
      html`<p>You can also turn the daily email off in ${preferences}.</p>`,
    ]),
    later: page(503, 'That did not work just now', [
      html`<p>Please try again in a minute.</p>`,
      html`<p>You can also turn the daily email off in ${preferences}.</p>`,
    ]),
  };
}

function page(statusCode: number, title: string, content: Html[]): Page {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Firstlight</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <p class="name">Firstlight</p>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
  return { statusCode, headers: HEADERS, body: document.markup };
}
