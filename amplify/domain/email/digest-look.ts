/* The colours of the app's design tokens as plain values: email readers know no custom properties. */

export const LIGHT = {
  ground: '#fbfaf9',
  surface: '#ffffff',
  line: '#e6e3df',
  lineStrong: '#d3cfc9',
  ink: '#1c1a18',
  inkSoft: '#55504a',
  inkFaint: '#6c665f',
  accent: '#b8430c',
  accentFill: '#ec6a26',
  accentGround: '#fdf0e7',
  accentLine: '#f3c9ae',
  success: '#17693f',
};

const DARK: typeof LIGHT = {
  ground: '#0f1011',
  surface: '#161718',
  line: '#292b2e',
  lineStrong: '#3a3d41',
  ink: '#f0efed',
  inkSoft: '#b4b3b0',
  inkFaint: '#95979a',
  accent: '#ff9a5c',
  accentFill: '#f07f3c',
  accentGround: '#2c1d13',
  accentLine: '#5b351d',
  success: '#62cf97',
};

/** Font names without quotes, because the list is used inside attributes. */
export const FONT = 'Inter,-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** For mail clients that support a style sheet. The inline styles are the light theme. */
export const DARK_AND_NARROW =
  ':root{color-scheme:light dark;supported-color-schemes:light dark}' +
  '@media (prefers-color-scheme:dark){' +
  `.ground{background:${DARK.ground}!important}` +
  `.card{background:${DARK.surface}!important;border-color:${DARK.line}!important}` +
  `.rule{border-color:${DARK.line}!important}` +
  `.ink{color:${DARK.ink}!important}` +
  `.soft{color:${DARK.inkSoft}!important}` +
  `.faint{color:${DARK.inkFaint}!important}` +
  `.accent{color:${DARK.accent}!important}` +
  `.sun{color:${DARK.accentFill}!important}` +
  `.success{color:${DARK.success}!important}` +
  `.button{border-color:${DARK.lineStrong}!important}` +
  `.note{background:${DARK.accentGround}!important;border-color:${DARK.accentLine}!important;color:${DARK.ink}!important}` +
  '}' +
  '@media (max-width:480px){.page{padding:20px 12px 32px!important}.edge{padding-left:16px!important;padding-right:16px!important}}';
