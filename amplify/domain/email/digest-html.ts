import type { DigestContent, MatchContent, ReasonLine } from './digest-content';
import { DARK_AND_NARROW, FONT, LIGHT } from './digest-look';
import { html, Html } from './html';

const { accent, accentGround, accentLine, ground, ink, inkFaint, inkSoft, line, lineStrong, success, surface } = LIGHT;

/**
 * The digest as an HTML email: tables and inline styles for Outlook's Word engine and Gmail, and a style sheet for dark
 * mode and narrow screens. It has no image, so it is complete with images off.
 */
export function digestHtml(content: DigestContent, preheader: string): string {
  const { title, subtitle, delay, unknown, matches, nearMisses } = content;
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <meta name="x-apple-disable-message-reformatting" />
        <title>${title}</title>
        <style>
          ${new Html(DARK_AND_NARROW)}
        </style>
      </head>
      <body
        class="ground"
        style="margin:0;padding:0;background:${ground};font-family:${FONT};-webkit-text-size-adjust:100%"
      >
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}${PREHEADER_END}</div>
        <div role="main">
          <table
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            border="0"
            class="ground"
            bgcolor="${ground}"
            style="background:${ground}"
          >
            <tr>
              <td align="center" class="page" style="padding:32px 16px 40px">
                <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="max-width:600px;text-align:left"
                >
                  <tr>
                    <td style="padding:0 0 20px">
                      <a
                        href="${content.appUrl}"
                        class="ink"
                        style="color:${ink};font-size:15px;font-weight:600;text-decoration:none"
                        ><span class="sun" style="color:${LIGHT.accentFill}">&#9679;</span>&nbsp;Firstlight</a
                      >
                    </td>
                  </tr>
                  <tr>
                    <td style="padding:0 0 20px">
                      <h1
                        class="ink"
                        style="margin:0;color:${ink};font-size:26px;line-height:32px;font-weight:600;letter-spacing:-0.02em"
                      >
                        ${title}
                      </h1>
                      <p class="soft" style="margin:6px 0 0;color:${inkSoft};font-size:15px;line-height:22px">
                        ${subtitle}
                      </p>
                      ${delay !== null && note(delay)}${unknown !== null && note(unknown)}
                    </td>
                  </tr>
                  ${matches.length > 0 && card(matches.map(matchRow))}${nearMisses.length > 0 && nearMissRows(content)}${footer(content)}
                </table>
                <!--[if mso]></td></tr></table><![endif]-->
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `.markup;
}

/** Padding after the preheader, so that the inbox preview does not show the text after it. */
const PREHEADER_END = new Html('&#8199;&#65279;&#847; '.repeat(40));

function note(text: string): Html {
  return html`<p
    class="note"
    style="margin:16px 0 0;padding:10px 14px;background:${accentGround};border:1px solid ${accentLine};border-radius:8px;color:${ink};font-size:14px;line-height:20px"
  >
    ${text}
  </p> `;
}

function card(rows: Html[]): Html {
  return html`<tr>
    <td>
      <table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        border="0"
        class="card"
        bgcolor="${surface}"
        style="background:${surface};border:1px solid ${line};border-radius:10px;border-collapse:separate"
      >
        ${rows}
      </table>
    </td>
  </tr> `;
}

function matchRow(
  { name, score, facts, news, unknown, reasons, url, saveUrl, passUrl }: MatchContent,
  index: number,
): Html {
  const border = index === 0 ? '' : `border-top:1px solid ${line};`;
  return html`<tr>
    <td class="edge rule" style="${border}padding:22px 24px 20px">
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
        <tr>
          <td style="word-break:break-word">
            <h2 dir="auto" style="margin:0;font-size:17px;line-height:24px;font-weight:600">
              <a href="${url}" class="ink" style="color:${ink};text-decoration:none">${name}</a>
            </h2>
          </td>
          <td
            width="56"
            align="right"
            valign="top"
            class="faint"
            style="color:${inkFaint};font-size:13px;line-height:24px;white-space:nowrap"
          >
            Score&nbsp;<strong class="ink" style="color:${ink};font-weight:600">${score}</strong>
          </td>
        </tr>
      </table>
      ${facts.length > 0 && factLine(facts)}${news !== null && newsLine(news)}${unknown !== null && unknownLine(unknown)}${
        reasons.length > 0 && html`<div style="margin:10px 0 0">${reasons.map(reasonRow)}</div> `
      }
      <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:14px 0 0">
        <tr>
          <td class="button" style="border:1px solid ${lineStrong};border-radius:6px">
            <a
              href="${url}"
              aria-label="Open ${name}"
              class="ink"
              style="display:block;padding:7px 14px;color:${ink};font-size:14px;line-height:20px;font-weight:500;text-decoration:none"
              >Open</a
            >
          </td>
          <td style="padding:0 4px">
            <a
              href="${saveUrl}"
              aria-label="Save ${name}"
              class="accent"
              style="display:block;padding:8px 12px;color:${accent};font-size:14px;line-height:20px;font-weight:500;text-decoration:none"
              >Save</a
            >
          </td>
          <td>
            <a
              href="${passUrl}"
              aria-label="Not for me: ${name}"
              class="faint"
              style="display:block;padding:8px 8px;color:${inkFaint};font-size:14px;line-height:20px;text-decoration:none"
              >Not&nbsp;for&nbsp;me</a
            >
          </td>
        </tr>
      </table>
    </td>
  </tr> `;
}

/** Facts up to this length stay on one line, also on a phone: `USD 5M`. */
const UNBROKEN_FACT = 20;

function factLine(facts: string[]): Html {
  const parts = facts.map((fact, i) => {
    const wrap = fact.length > UNBROKEN_FACT ? 'normal' : 'nowrap';
    return html`${i > 0 && ' · '}<bdi style="white-space:${wrap}">${fact}</bdi>`;
  });
  return html`<p
    class="soft"
    style="margin:2px 0 0;color:${inkSoft};font-size:14px;line-height:21px;word-break:break-word"
  >
    ${parts}
  </p> `;
}

function newsLine(news: string): Html {
  return html`<p class="accent" style="margin:6px 0 0;color:${accent};font-size:14px;line-height:20px;font-weight:500">
    ${news}
  </p> `;
}

function unknownLine(unknown: string): Html {
  return html`<p class="ink" style="margin:6px 0 0;color:${ink};font-size:14px;line-height:20px;font-weight:500">
    ${unknown}
  </p> `;
}

const MARKS: Record<ReasonLine['kind'], { sign: Html; name: string; className: string; color: string }> = {
  for: { sign: new Html('&#10003;'), name: 'For', className: 'success', color: success },
  near: { sign: new Html('&#8776;'), name: 'Near', className: 'soft', color: inkSoft },
  against: { sign: new Html('&#8211;'), name: 'Against', className: 'faint', color: inkFaint },
  note: { sign: new Html('&#183;'), name: 'Note', className: 'faint', color: inkFaint },
};

function reasonRow({ kind, text }: ReasonLine): Html {
  const { sign, name, className, color } = MARKS[kind];
  const [textClass, textColor] = kind === 'against' ? ['faint', inkFaint] : ['soft', inkSoft];
  return html`<p
    class="${textClass}"
    style="margin:0;padding-left:20px;text-indent:-20px;color:${textColor};font-size:14px;line-height:22px;word-break:break-word"
  >
    <span class="${className}" title="${name}" style="display:inline-block;width:20px;text-indent:0;color:${color}"
      >${sign}</span
    ><bdi>${text}</bdi>
  </p> `;
}

function nearMissRows({ nearMisses, preferencesUrl, matches }: DigestContent): Html {
  return html`<tr>
    <td style="padding:${matches.length > 0 ? 28 : 0}px 0 0">
      <h2 class="ink" style="margin:0;color:${ink};font-size:15px;line-height:22px;font-weight:600">
        Close to what you look for
      </h2>
      <p class="soft" style="margin:2px 0 8px;color:${inkSoft};font-size:14px;line-height:21px">
        What one change of your preferences would add today:
      </p>
      ${nearMisses.map(
        (miss) =>
          html`<p class="ink" style="margin:0;color:${ink};font-size:14px;line-height:24px;word-break:break-word">
            <bdi
              ><a href="${miss.url}" class="accent" style="color:${accent};font-weight:500;text-decoration:none"
                >${miss.text}</a
              ></bdi
            >
          </p> `,
      )}
      <p style="margin:8px 0 0;font-size:14px;line-height:22px">
        <a href="${preferencesUrl}" class="accent" style="color:${accent};font-weight:500;text-decoration:none"
          >Change preferences</a
        >
      </p>
    </td>
  </tr> `;
}

function footer({ why, attributions, preferencesUrl, stopUrl, postalAddress }: DigestContent): Html {
  const linkStyle = `color:${inkSoft};text-decoration:underline`;
  return html`<tr>
    <td class="faint" style="padding:28px 0 0;color:${inkFaint};font-size:13px;line-height:20px">
      ${why}<br />
      <a href="${preferencesUrl}" class="soft" style="${linkStyle}">Preferences</a> &nbsp;·&nbsp;
      <a href="${stopUrl}" class="soft" style="${linkStyle}">Stop these emails</a><br /><br />
      ${postalAddress}${attributions.map(
        ({ name, licence, url }) =>
          html`<br /><br />Startup facts: <a href="${url}" class="soft" style="${linkStyle}">${name}</a>${
              licence !== null && `, ${licence}`
            }`,
      )}
    </td>
  </tr> `;
}
