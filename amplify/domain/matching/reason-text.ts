import type { MatchReason, NearMiss } from '../digest/match';
import { longDateLabel, fundingStageLabel, industryLabel, placeLabel, usdLabel } from '../labels';
import type { Relaxation } from './relaxation';

/** A smaller share of a portfolio is not mentioned. */
export const MIN_SHOWN_SHARE = 0.05;

/** A reason in plain English, e.g. `Biotech, one of your industries`. The caller escapes it for its medium. */
export function reasonText(reason: MatchReason): string {
  switch (reason.criterion) {
    case 'industry':
      return industryText(reason);
    case 'stage':
      return stageText(reason);
    case 'location':
      return locationText(reason);
    case 'amount':
      return amountText(reason);
    case 'recency':
      return recencyText(reason);
    case 'learned':
      return likenessText(reason);
  }
}

/** One relaxation of the preferences and its gain, e.g. `Also accept Germany: +3 matches`. */
export function nearMissText(nearMiss: NearMiss): string {
  const { gain } = nearMiss;
  return `${relaxationText(nearMiss)}: +${gain} ${gain === 1 ? 'match' : 'matches'}`;
}

/** One relaxation of the preferences, e.g. `Also accept Germany`. */
export function relaxationText({ criterion, change, value }: Relaxation): string {
  if (change === 'drop') return `Make ${criterion === 'amount' ? 'ticket size' : criterion} a nice-to-have`;
  const amount = usdLabel(Number(value));
  if (change === 'raiseMaximum') return `Raise the maximum to ${amount}`;
  if (change === 'lowerMinimum') return `Lower the minimum to ${amount}`;
  return `Also accept ${valueLabel(criterion, value ?? '')}`;
}

function industryText({ verdict, value, share }: MatchReason): string {
  if (value === null) return 'Industry unknown';
  const name = industryLabel(value);
  if (verdict === 'match') return `${name}, one of your industries${alsoShare(share)}`;
  if (verdict === 'near') return `${name}, close to your industries${alsoShare(share)}`;
  if (verdict === 'miss') return `${name}, not one of your industries${butShare(share)}`;
  return `${name}${ownShare(share)}`;
}

function stageText({ verdict, value, share }: MatchReason): string {
  if (value === null) return 'Stage unknown';
  const name = fundingStageLabel(value);
  if (verdict === 'match') return `${name}, a stage you look for${alsoShare(share)}`;
  if (verdict === 'near') return `${name}, next to a stage you look for${alsoShare(share)}`;
  if (verdict === 'miss') return `${name}, not a stage you look for${butShare(share)}`;
  return `${name}${ownShare(share)}`;
}

function locationText({ verdict, value, share, shareOf, asked }: MatchReason): string {
  if (value === null) return 'Location unknown';
  const name = placeLabel(value);
  const words = shareOf ? percent(share) : null;
  const area = words ? `${words} is in ${placeLabel(shareOf!)}` : null;
  const also = area ? `; ${area}` : '';
  if (verdict === 'match') {
    const within = asked && asked !== value ? `, in ${placeLabel(asked)}` : '';
    return `${name}${within}, one of your locations${also}`;
  }
  if (verdict === 'near') return `${name}, in the same country as one of your locations${also}`;
  if (verdict === 'unknown') return `${name}, exact location unknown`;
  if (verdict === 'miss') return `${name}, not one of your locations${area ? `, but ${area}` : ''}`;
  return `${name}${also}`;
}

function amountText({ verdict, value }: MatchReason): string {
  if (value === null) return 'Amount unknown';
  const amount = usdLabel(Number(value));
  if (verdict === 'match') return `${amount}, within your ticket size`;
  if (verdict === 'near') return `${amount}, close to your ticket size`;
  if (verdict === 'miss') return `${amount}, outside your ticket size`;
  if (verdict === 'learned') return `${amount}, like rounds in your portfolio`;
  return amount;
}

function recencyText({ value, points }: MatchReason): string {
  if (!value) return 'Date of the round unknown';
  return `Round of ${longDateLabel(value)}${points === 0 ? ', too long ago to count' : ''}`;
}

function likenessText({ verdict, value }: MatchReason): string {
  switch (verdict) {
    case 'learned':
      return 'Similar to startups in your portfolio';
    case 'near':
      return 'Partly similar to startups in your portfolio';
    case 'miss':
      return 'Unlike the startups in your portfolio';
    default:
      return value === '1' || value === null
        ? 'Your portfolio has too few startups to show a pattern'
        : `Your portfolio has only ${value} startups, too few to show a pattern`;
  }
}

function valueLabel(criterion: NearMiss['criterion'], value: string): string {
  if (criterion === 'industry') return industryLabel(value);
  if (criterion === 'stage') return fundingStageLabel(value);
  if (criterion === 'location') return placeLabel(value);
  return usdLabel(Number(value));
}

function percent(share: number | null): string | null {
  return share !== null && share >= MIN_SHOWN_SHARE ? `${Math.round(share * 100)}% of your portfolio` : null;
}

function alsoShare(share: number | null): string {
  const words = percent(share);
  return words ? ` and ${words}` : '';
}

function butShare(share: number | null): string {
  const words = percent(share);
  return words ? ` but ${words}` : '';
}

function ownShare(share: number | null): string {
  const words = percent(share);
  return words ? `, ${words}` : '';
}
