import type { Background } from './background';
import type { PlaceClasses } from './place-classes';
import type { Terms } from './terms';

/** Log odds of a round listed today, relative to the oldest rounds. */
const RECENCY = 0.5;

interface Hubs extends Pick<Terms, 'hubFactor' | 'hubHigh'> {
  /** The minimum that a hub adds, by place class. */
  hubLow: Float64Array;
}

/** The minimum and maximum that hubs add, by place class. A city with its own class counts for that class only. */
export function hubEnds(
  { hub, hubStarts, byHub }: Background,
  { nodes, ofNode, regionCount }: PlaceClasses,
  weight: number,
): Hubs {
  const hubLow = new Float64Array(nodes.length);
  const hubHigh = new Float64Array(nodes.length);
  for (let at = 0; at < nodes.length; at++) {
    if (at >= regionCount) {
      hubLow[at] = hubHigh[at] = hub[nodes[at]!]! * weight;
      continue;
    }
    let first = hubStarts[at]!;
    let last = hubStarts[at + 1]! - 1;
    while (first < last && ofNode[byHub[first]!] !== at) first++;
    while (last > first && ofNode[byHub[last]!] !== at) last--;
    const one = hub[byHub[first]!]! * weight;
    const other = hub[byHub[last]!]! * weight;
    hubLow[at] = Math.min(one, other);
    hubHigh[at] = Math.max(one, other);
  }
  return { hubFactor: weight, hubLow, hubHigh };
}

type Tables = Pick<
  Terms,
  'industry' | 'stage' | 'place' | 'amountWithin' | 'amountOutside' | 'alikePlace' | 'alikeAmount'
>;

/** Shifts each criterion's lowest value to 0 and scales all tables, in place, so that the best possible sum is 100. */
export function scale(
  { industry, stage, place, amountWithin, amountOutside, alikePlace, alikeAmount }: Tables,
  { hubFactor, hubLow, hubHigh }: Hubs,
): Pick<Terms, 'hubFactor' | 'hubHigh' | 'most' | 'recency'> {
  const industries = rangeOf(industry);
  const stages = rangeOf(stage);
  const amounts = around(rangeOf(amountWithin), rangeOf(amountOutside));
  const places = placeRange(place, hubLow, hubHigh);
  const sites = alikePlace ? rangeOf(alikePlace.table) : NONE;
  const rounds = alikeAmount ? rangeOf(alikeAmount.table) : NONE;
  const alike = sites.high - sites.low + rounds.high - rounds.low;
  const rest = [industries, stages, amounts, places].reduce((sum, { low, high }) => sum + high - low, 0);
  const factor = 100 / (rest + alike + RECENCY);
  stretch(industry, industries.low, factor);
  stretch(stage, stages.low, factor);
  stretch(amountWithin, amounts.low, factor);
  stretch(amountOutside, amounts.low, factor);
  stretch(place, places.low, factor);
  stretch(hubHigh, 0, factor);
  if (alikePlace) stretch(alikePlace.table, sites.low, factor);
  if (alikeAmount) stretch(alikeAmount.table, rounds.low, factor);
  const most = {
    industry: (industries.high - industries.low) * factor,
    stage: (stages.high - stages.low) * factor,
    location: (places.high - places.low) * factor,
    amount: (amounts.high - amounts.low) * factor,
    recency: RECENCY * factor,
    learned: alike * factor,
  };
  return { recency: most.recency, hubFactor: hubFactor * factor, hubHigh, most };
}

interface Range {
  low: number;
  high: number;
}

const NONE: Range = { low: 0, high: 0 };

function rangeOf(table: Float64Array): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < table.length; at++) {
    const value = table[at]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function placeRange(place: Float64Array, hubLow: Float64Array, hubHigh: Float64Array): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < place.length; at++) {
    low = Math.min(low, place[at]! + hubLow[at]!);
    high = Math.max(high, place[at]! + hubHigh[at]!);
  }
  return { low, high };
}

function around(a: Range, b: Range): Range {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

function stretch(table: Float64Array, low: number, factor: number): void {
  for (let at = 0; at < table.length; at++) table[at] = (table[at]! - low) * factor;
}
