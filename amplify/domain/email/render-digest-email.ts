import { digestContent, joinWords, type DigestContent, type DigestEmailInput } from './digest-content';
import { digestHtml } from './digest-html';
import { digestText } from './digest-text';
import { displayText, isolated } from './display-text';

export interface RenderedEmail {
  /** One line, at most about 100 characters. */
  subject: string;
  /** The text that an inbox shows after the subject. `html` contains it already. */
  preheader: string;
  html: string;
  text: string;
}

/** Number of startups that the subject names. The others are counted. */
const NAMED = 2;
const SUBJECT_NAME_MAX = 32;
const PREHEADER_MAX = 140;

/** The email of a digest, in HTML and as text. All startup text is treated as hostile. */
export function renderDigestEmail(input: DigestEmailInput): RenderedEmail {
  const content = digestContent(input);
  const preheader = preheaderOf(content);
  return {
    subject: subjectOf(content),
    preheader,
    html: digestHtml(content, preheader),
    text: digestText(content),
  };
}

/** `3 new matches: Acme, Brix and 1 more`. */
function subjectOf({ title, matches }: DigestContent): string {
  if (matches.length === 0) return title;
  const names = matches.slice(0, NAMED).map(({ name }) => isolated(displayText(name, SUBJECT_NAME_MAX)));
  const rest = matches.length - names.length;
  return `${title}: ${joinWords(rest > 0 ? [...names, `${rest} more`] : names)}`;
}

/** What the subject has no room for: industry, amount and place of the first startups. */
function preheaderOf({ delay, matches, nearMisses }: DigestContent): string {
  const first = matches.slice(0, 3).map(({ name, facts }) => {
    const about = facts.length > 0 ? `: ${facts.join(', ')}` : '';
    return isolated(displayText(name, SUBJECT_NAME_MAX)) + about;
  });
  const sentences = [
    ...(delay === null ? [] : ['Delayed']),
    ...first,
    ...(matches.length === 0 ? nearMisses.map(({ text }) => text) : []),
  ];
  const line = sentences.map((sentence) => `${sentence}.`).join(' ');
  const characters = [...line];
  return characters.length <= PREHEADER_MAX ? line : `${characters.slice(0, PREHEADER_MAX - 1).join('')}…`;
}
