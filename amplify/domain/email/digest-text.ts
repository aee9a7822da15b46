import type { DigestContent, MatchContent } from './digest-content';
import { isolated } from './display-text';

const MARKS = { for: '+', near: '~', against: '-', note: '·' } as const;

/** The digest as plain text, for mail clients without HTML. Lines end in LF. */
export function digestText(content: DigestContent): string {
  const { title, subtitle, delay, unknown, matches, nearMisses, why, attributions } = content;
  const { appUrl, preferencesUrl, stopUrl, postalAddress } = content;
  const blocks = [
    [title, subtitle],
    delay === null ? [] : [delay],
    unknown === null ? [] : [unknown],
    ...matches.map(matchLines),
    nearMisses.length === 0
      ? []
      : [
          'Close to what you look for',
          ...nearMisses.flatMap(({ text, url }) => [`* ${isolated(text)}`, `  Apply: ${url}`]),
          `Change preferences: ${preferencesUrl}`,
        ],
    [
      '--',
      why,
      `Preferences: ${preferencesUrl}`,
      `Stop these emails: ${stopUrl}`,
      `Firstlight: ${appUrl}`,
      postalAddress,
      ...attributions.map(
        ({ name, licence, url }) => `Startup facts: ${[name, licence, url].filter(Boolean).join(', ')}`,
      ),
    ],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function matchLines(
  { name, score, facts, news, unknown, reasons, url, saveUrl, passUrl }: MatchContent,
  index: number,
): string[] {
  return [
    `${index + 1}. ${isolated(name)} (score ${score})`,
    ...(facts.length === 0 ? [] : [facts.map(isolated).join(' · ')]),
    ...(news === null ? [] : [news]),
    ...(unknown === null ? [] : [unknown]),
    ...reasons.map(({ kind, text }) => `  ${MARKS[kind]} ${isolated(text)}`),
    `Open: ${url}`,
    `Save: ${saveUrl}`,
    `Not for me: ${passUrl}`,
  ];
}
