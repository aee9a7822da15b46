import { attributionsOf, type Attribution } from '../attribution';
import type { Digest } from '../digest/digest';
import type { DigestMatch, MatchReason, NearMiss } from '../digest/match';
import { DIGEST_SIZE } from '../digest/size';
import { fundingStageLabel, industryLabel, placeLabel, usdLabel, WEEKDAY_LABELS, weekdayDateLabel } from '../labels';
import { nearMissText, reasonText } from '../matching/reason-text';
import { RELAXATION_PARAMETER, writeRelaxation } from '../matching/relaxation-link';
import { unknownNote, unknownTexts } from '../matching/unknown-text';
import { pathOf } from '../place-path';
import { WEEKDAYS, type Weekday } from '../preferences';
import type { InvestorProfile } from '../profile';
import { zoneLabel } from '../schedule/time-zones';
import { displayText } from './display-text';

/** The input of an email. Rendering reads no clock and no table. */
export interface DigestEmailInput {
  profile: Pick<InvestorProfile, 'preferredTime' | 'timeZone' | 'weekdays'>;
  digest: Pick<Digest, 'kind' | 'dueAt' | 'localDate' | 'matches' | 'nearMisses' | 'matchTotal'>;
  /** Address of the app, without a trailing slash. */
  appUrl: string;
  /** Name and postal address of the sender, as anti-spam law requires. */
  postalAddress: string;
  /** True when the email is sent late, which it says. */
  delayed: boolean;
  /** Stops the digest with one click. If null, the email links to the preferences instead. */
  unsubscribeUrl: string | null;
}

export interface ReasonLine {
  /** note: a fact that is neither for nor against. */
  kind: 'for' | 'near' | 'against' | 'note';
  text: string;
}

export interface MatchContent {
  name: string;
  score: number;
  /** The known facts of industry, stage, location and amount. */
  facts: string[];
  /** What changed since it was sent before; null the first time. */
  news: string | null;
  /** The must-haves for which the data has no value; null when there are none. */
  unknown: string | null;
  reasons: ReasonLine[];
  url: string;
  saveUrl: string;
  passUrl: string;
}

/** The words of a digest, without control characters but not escaped. They are rendered as HTML and as text. */
export interface DigestContent {
  title: string;
  subtitle: string;
  delay: string | null;
  /** For how many matches a must-have is unknown, and which ones; null if there are none. */
  unknown: string | null;
  matches: MatchContent[];
  /** Each with a link to the form, which has the change filled in. */
  nearMisses: { text: string; url: string }[];
  why: string;
  /** Attributions that the facts of the matches require. */
  attributions: Attribution[];
  appUrl: string;
  preferencesUrl: string;
  stopUrl: string;
  postalAddress: string;
}

/* Characters. They keep ten matches of the longest text below the size at which Gmail cuts an email off (102 KB). */
const NAME_MAX = 80;
const FACT_MAX = 48;
const REASON_MAX = 120;
const NEAR_MISSES_MAX = 3;

export function digestContent(input: DigestEmailInput): DigestContent {
  const { digest, profile } = input;
  const appUrl = input.appUrl.replace(/\/+$/, '');
  const shown = digest.matches.slice(0, DIGEST_SIZE);
  return {
    title: titleOf(shown.length),
    subtitle: subtitleOf(digest, shown.length),
    delay: input.delayed
      ? `Delayed: you asked for this email at ${profile.preferredTime}. We sent it late because of a problem on our side.`
      : null,
    unknown: unknownNote(shown),
    matches: shown.map((match) => matchContent(match, appUrl)),
    nearMisses: digest.nearMisses.slice(0, NEAR_MISSES_MAX).map((miss) => nearMissContent(miss, appUrl)),
    why: whyText(digest, profile),
    attributions: attributionsOf(shown.map(({ source }) => source)),
    appUrl,
    preferencesUrl: `${appUrl}/preferences`,
    stopUrl: input.unsubscribeUrl ?? `${appUrl}/preferences#email`,
    postalAddress: displayText(input.postalAddress, 200),
  };
}

function titleOf(count: number): string {
  if (count === 0) return 'No new matches';
  return `${count} new ${count === 1 ? 'match' : 'matches'}`;
}

function subtitleOf({ localDate, matchTotal }: DigestEmailInput['digest'], count: number): string {
  const date = weekdayDateLabel(localDate);
  return matchTotal > count ? `${date} · the best ${count} of ${matchTotal.toLocaleString('en')}` : date;
}

function matchContent(match: DigestMatch, appUrl: string): MatchContent {
  // A half surrogate pair has no percent encoding.
  const id = encodeURIComponent(match.startupId.replace(/\p{Cs}/gu, '\uFFFD'));
  const url = `${appUrl}/startups/${id}`;
  return {
    name: displayText(match.name, NAME_MAX) || 'Unnamed startup',
    score: Math.round(match.score),
    facts: factsOf(match),
    news: match.changed === null ? null : `New round since we last sent it: ${changeLabel(match.changed)}`,
    unknown: unknownTexts(match).join(' · ') || null,
    reasons: match.reasons.filter(isWorthSaying).map(reasonLine),
    url,
    saveUrl: `${url}?save=1`,
    passUrl: `${url}?pass=1`,
  };
}

/** Opening a link must change nothing, because mail scanners open links too. The form offers to save the change. */
function nearMissContent(miss: NearMiss, appUrl: string): DigestContent['nearMisses'][number] {
  const relaxation = encodeURIComponent(writeRelaxation(miss).replace(/\p{Cs}/gu, '\uFFFD'));
  return {
    text: displayText(nearMissText(miss), REASON_MAX),
    url: `${appUrl}/preferences?${RELAXATION_PARAMETER}=${relaxation}`,
  };
}

function factsOf(match: DigestMatch): string[] {
  const place = pathOf(match);
  return [
    match.industry === null ? null : industryLabel(match.industry),
    match.fundingStage === null ? null : fundingStageLabel(match.fundingStage),
    place === null ? null : placeLabel(place),
    match.fundingAmount === null ? null : usdLabel(match.fundingAmount),
  ]
    .map((fact) => displayText(fact ?? '', FACT_MAX))
    .filter((fact) => fact !== '');
}

function changeLabel(changed: string): string {
  return displayText(fundingStageLabel(changed), FACT_MAX);
}

/** A reason without a preference only repeats the facts, unless it is about recency or the investor's own portfolio. */
function isWorthSaying({ criterion, verdict, share }: MatchReason): boolean {
  return verdict !== 'any' || criterion === 'recency' || share !== null;
}

const REASON_KINDS: Record<MatchReason['verdict'], ReasonLine['kind']> = {
  match: 'for',
  learned: 'for',
  near: 'near',
  miss: 'against',
  unknown: 'note',
  any: 'note',
};

function reasonLine(reason: MatchReason): ReasonLine {
  return { kind: REASON_KINDS[reason.verdict], text: displayText(reasonText(reason), REASON_MAX) };
}

function whyText({ kind }: DigestEmailInput['digest'], profile: DigestEmailInput['profile']): string {
  if (kind === 'instant') return 'You get this email because you asked for recommendations in the app.';
  return (
    `You get this email because you asked for new matches ${daysLabel(profile.weekdays)} at ` +
    `${profile.preferredTime} (${displayText(zoneLabel(profile.timeZone), 60)}).`
  );
}

function daysLabel(chosen: Weekday[]): string {
  const days = WEEKDAYS.filter((day) => chosen.includes(day));
  if (days.length === WEEKDAYS.length) return 'every day';
  if (days.join() === 'mon,tue,wed,thu,fri') return 'on working days';
  return `every ${joinWords(days.map((day) => WEEKDAY_LABELS[day]))}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: string[]): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
