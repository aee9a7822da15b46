import type { Catalog } from '../catalog/catalog';
import type { MatchReason } from '../digest';
import { pathOf } from '../place';
import type { MatchPreferences } from '../preferences';
import { agePoints, alikePoints, amountPoints, placePoints } from './score';
import type { Terms } from './terms';
import { amountVerdict, type Verdict } from './verdicts';

/** From this share of the portfolio on, a value that was not asked for was learned. */
const LEARNED_SHARE = 0.05;

/** The terms of a row's score as data, in the order in which they are shown; their points sum to the score. */
export function reasonsOf(profile: MatchPreferences, terms: Terms, catalog: Catalog, row: number): MatchReason[] {
  const startup = catalog.at(row);
  const { industry, stage, place, amount, amountBucket, listedAt, listedDay } = catalog.columns;
  const { evidence, verdicts } = terms;
  const node = place[row]!;
  const shareOf = (counts: Float64Array, code: number) =>
    evidence.total > 0 && code > 0 ? counts[code]! / evidence.total : null;
  const industryShare = shareOf(evidence.industry, industry[row]!);
  const stageShare = shareOf(evidence.stage, stage[row]!);
  const placeShare = shareOf(evidence.region, terms.regionOf[node]!);
  const placed = verdicts.place(node);
  const reasons: MatchReason[] = [
    {
      criterion: 'industry',
      verdict: learned(verdicts.industry(industry[row]!), industryShare),
      value: startup.industry,
      share: industryShare,
      points: terms.industry[industry[row]!]!,
    },
    {
      criterion: 'stage',
      verdict: learned(verdicts.stage(stage[row]!), stageShare),
      value: startup.fundingStage,
      share: stageShare,
      points: terms.stage[stage[row]!]!,
    },
    {
      criterion: 'location',
      verdict: learned(placed.verdict, placeShare),
      value: pathOf(startup),
      asked: placed.asked,
      share: placeShare,
      points: placePoints(terms, node),
    },
    {
      criterion: 'amount',
      verdict: amountVerdict(profile, amount[row]!),
      value: amount[row]! >= 0 ? String(amount[row]!) : null,
      share: null,
      points: amountPoints(terms, amount[row]!, amountBucket[row]!),
    },
    {
      criterion: 'recency',
      verdict: 'any',
      value: Number.isFinite(listedAt[row]) ? new Date(listedAt[row]!).toISOString().slice(0, 10) : null,
      share: null,
      points: agePoints(terms, listedDay[row]!),
    },
  ];
  if (evidence.total > 0) {
    const points = alikePoints(terms, industry[row]!, node, stage[row]!, amountBucket[row]!);
    const verdict = points >= terms.alikeMax / 2 ? 'learned' : 'miss';
    reasons.push({ criterion: 'learned', verdict, value: null, share: null, points });
  }
  return reasons;
}

function learned(verdict: Verdict, share: number | null): Verdict {
  return verdict === 'any' && share !== null && share >= LEARNED_SHARE ? 'learned' : verdict;
}
