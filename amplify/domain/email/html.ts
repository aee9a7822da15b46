/** Markup that may be inserted into a page unchanged. Only `html` creates it; everything else is text and is escaped. */
export class Html {
  constructor(readonly markup: string) {}
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Template tag: the literal parts are markup, the values are escaped for text and for double-quoted attributes. The
 * indentation of the template is removed.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const markup = parts.map((part, i) => toMarkup(values[i - 1]) + part.replace(/\s*\n\s*/g, '\n'));
  return new Html(markup.join(''));
}

function toMarkup(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  return value === null || value === undefined || value === false ? '' : escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
