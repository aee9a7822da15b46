import type { Catalog } from '../catalog/catalog';
import type { MatchReason } from '../digest/match';
import { pathOf } from '../place-path';
import type { MatchPreferences } from '../preferences';
import type { Acted } from './evidence';
import { MIN_SHOWN_SHARE } from './reason-text';
import { agePoints, alikePoints, amountPoints, placePoints } from './score';
import type { Terms } from './terms';
import { amountVerdict, type Verdict } from './verdicts';

/** With fewer decisions in a portfolio, a share of it is not meaningful. */
const ENOUGH_DECISIONS = 5;

/** The terms of a row's score as data, in the order in which they are shown. Their points sum to the score. */
export function reasonsOf(profile: MatchPreferences, terms: Terms, catalog: Catalog, row: number): MatchReason[] {
  const startup = catalog.at(row);
  const { industry, stage, place, amount, amountBucket, listedAt, listedDay } = catalog.columns;
  const { most, verdicts } = terms;
  const { acted } = terms.evidence;
  const node = place[row]!;
  const placed = verdicts.place(node);
  const industryShare = shareOf(acted, industry[row]!, (one) => one.industry === industry[row]);
  const stageShare = shareOf(acted, stage[row]!, (one) => one.stage === stage[row]);
  const area = areaShare(terms, catalog, node);
  const reasons: MatchReason[] = [
    {
      criterion: 'industry',
      verdict: learned(verdicts.industry(industry[row]!), industryShare),
      value: startup.industry,
      share: industryShare,
      points: terms.industry[industry[row]!]!,
      most: most.industry,
    },
    {
      criterion: 'stage',
      verdict: learned(verdicts.stage(stage[row]!), stageShare),
      value: startup.fundingStage,
      share: stageShare,
      points: terms.stage[stage[row]!]!,
      most: most.stage,
    },
    {
      criterion: 'location',
      verdict: learned(placed.verdict, area.share),
      value: pathOf(startup),
      asked: placed.asked,
      ...area,
      points: placePoints(terms, node),
      most: most.location,
    },
    {
      criterion: 'amount',
      verdict: amountVerdict(profile, amount[row]!),
      value: amount[row]! >= 0 ? String(amount[row]!) : null,
      share: null,
      points: amountPoints(terms, amount[row]!, amountBucket[row]!),
      most: most.amount,
    },
    {
      criterion: 'recency',
      verdict: 'any',
      value: Number.isFinite(listedAt[row]) ? new Date(listedAt[row]!).toISOString().slice(0, 10) : null,
      share: null,
      points: agePoints(terms, listedDay[row]!),
      most: most.recency,
    },
  ];
  if (acted.length > 0) {
    const points = alikePoints(terms, industry[row]!, node, stage[row]!, amountBucket[row]!);
    const verdict =
      acted.length < ENOUGH_DECISIONS
        ? 'any'
        : likeness(points >= most.learned / 2, [industryShare, stageShare, area.share]);
    const value = verdict === 'any' ? String(acted.length) : null;
    reasons.push({ criterion: 'learned', verdict, value, share: null, points, most: most.learned });
  }
  return reasons;
}

/**
 * By number of startups instead of weight, so that the investor can check it. Null for an unknown value, or with too
 * few decisions.
 */
function shareOf(acted: Acted[], code: number, has: (one: Acted) => boolean): number | null {
  if (code === 0 || acted.length < ENOUGH_DECISIONS) return null;
  return acted.filter(has).length / acted.length;
}

/** The share of the portfolio in the region, or in the country if the region is unknown. */
function areaShare({ evidence, regionOf, nodes }: Terms, { places }: Catalog, node: number) {
  const area = nodes[regionOf[node]!]!;
  const share = shareOf(evidence.acted, area, ({ region }) => {
    let at = region > 0 ? nodes[region]! : 0;
    while (at > 0 && at !== area) at = places.parents[at]!;
    return at === area;
  });
  return { share, shareOf: share === null ? null : places.path(area)! };
}

function learned(verdict: Verdict, share: number | null): Verdict {
  return verdict === 'any' && share !== null && share >= MIN_SHOWN_SHARE ? 'learned' : verdict;
}

/**
 * The verdict on the overall similarity. It is `near` where `learned` or `miss` would contradict the shares that are
 * shown.
 */
function likeness(isHigh: boolean, shares: (number | null)[]): Verdict {
  const isShared = shares.some((share) => share !== null && share >= MIN_SHOWN_SHARE);
  if (isHigh === isShared) return isHigh ? 'learned' : 'miss';
  return 'near';
}
