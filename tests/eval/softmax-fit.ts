/** One choice: the chosen candidates come first, and the others stand for `weight` candidates each. */
export interface Choice {
  /** Row-major, one row of `width` numbers per candidate. */
  features: Float32Array;
  /** Candidate to one-hot columns: indices from `width` on. */
  indicators: Int32Array[];
  chosen: number;
  weight: number;
}

export interface FitOptions {
  width: number;
  indicatorCount: number;
  /** Ridge penalty per standard deviation of a feature. */
  ridge: number;
  iterations?: number;
}

/**
 * Weights of the conditional logit (softmax over the candidates of a choice), with equal weight for each choice, by
 * L-BFGS. McFadden 1974; the sampled candidates are corrected for their number as in sampled softmax.
 */
export function fitSoftmax(
  choices: readonly Choice[],
  { width, indicatorCount, ridge, iterations = 200 }: FitOptions,
): Float64Array {
  const scales = scalesOf(choices, width, indicatorCount);
  const objective = (scaled: Float64Array): { loss: number; gradient: Float64Array } => {
    const weights = scaled.map((value, at) => value / scales[at]!);
    const gradient = new Float64Array(scaled.length);
    let loss = 0;
    for (const choice of choices) loss += addChoice(choice, width, weights, gradient);
    for (let at = 0; at < scaled.length; at++) {
      gradient[at] = gradient[at]! / scales[at]! / choices.length + 2 * ridge * scaled[at]!;
    }
    return { loss: loss / choices.length + ridge * dot(scaled, scaled), gradient };
  };
  return minimise(objective, width + indicatorCount, iterations).map((value, at) => value / scales[at]!);
}

/** Adds the gradient of one choice and returns its loss. */
function addChoice(choice: Choice, width: number, weights: Float64Array, gradient: Float64Array): number {
  const { features, indicators, chosen, weight } = choice;
  const count = features.length / width;
  const scores = new Float64Array(count);
  let highest = -Infinity;
  for (let row = 0; row < count; row++) {
    let score = 0;
    for (let at = 0, from = row * width; at < width; at++) score += features[from + at]! * weights[at]!;
    for (const columns of indicators) score += weights[columns[row]!]!;
    scores[row] = score;
    const effective = score + (row < chosen ? 0 : Math.log(weight));
    if (effective > highest) highest = effective;
  }
  let normal = 0;
  let chosenScore = 0;
  for (let row = 0; row < count; row++) {
    if (row < chosen) chosenScore += scores[row]! / chosen;
    scores[row] = (row < chosen ? 1 : weight) * Math.exp(scores[row]! - highest);
    normal += scores[row]!;
  }
  for (let row = 0; row < count; row++) {
    const difference = scores[row]! / normal - (row < chosen ? 1 / chosen : 0);
    for (let at = 0, from = row * width; at < width; at++) gradient[at]! += difference * features[from + at]!;
    for (const columns of indicators) gradient[columns[row]!]! += difference;
  }
  return Math.log(normal) + highest - chosenScore;
}

/** Standard deviations, so that the penalty treats features alike; the floor keeps rare ones from escaping it. */
function scalesOf(choices: readonly Choice[], width: number, indicatorCount: number): Float64Array {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let count = 0;
  for (const { features } of choices) {
    for (let at = 0; at < features.length; at++) {
      sums[at % width]! += features[at]!;
      squares[at % width]! += features[at]! ** 2;
    }
    count += features.length / width;
  }
  const scales = new Float64Array(width + indicatorCount).fill(0.3);
  for (let at = 0; at < width; at++) {
    const variance = squares[at]! / count - (sums[at]! / count) ** 2;
    scales[at] = Math.max(0.3, Math.sqrt(Math.max(0, variance)));
  }
  return scales;
}

type Objective = (at: Float64Array) => { loss: number; gradient: Float64Array };

/** L-BFGS with a backtracking line search. Nocedal and Wright, Numerical Optimization, algorithm 7.4. */
export function minimise(objective: Objective, size: number, iterations: number): Float64Array {
  const memory: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  let at = new Float64Array(size);
  let { loss, gradient } = objective(at);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(gradient, memory);
    const slope = dot(direction, gradient);
    let length = memory.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let next = at;
    let found = objective(moved(at, direction, length));
    for (let tries = 0; found.loss > loss + 1e-4 * length * slope && tries < 20; tries++) {
      length /= 2;
      found = objective(moved(at, direction, length));
    }
    next = moved(at, direction, length);
    const step = next.map((value, i) => value - at[i]!);
    const change = found.gradient.map((value, i) => value - gradient[i]!);
    const curvature = dot(step, change);
    if (curvature > 1e-12) memory.push({ step, change, curvature });
    if (memory.length > 10) memory.shift();
    const gained = loss - found.loss;
    at = next;
    ({ loss, gradient } = found);
    if (gained < 1e-7) break;
  }
  return at;
}

function descent(gradient: Float64Array, memory: { step: Float64Array; change: Float64Array; curvature: number }[]) {
  const direction = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { step, change, curvature } of memory.toReversed()) {
    const share = dot(step, direction) / curvature;
    shares.push(share);
    for (let i = 0; i < direction.length; i++) direction[i]! -= share * change[i]!;
  }
  const last = memory.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const { step, change, curvature } of memory) {
    const share = shares.pop()! - dot(change, direction) / curvature;
    for (let i = 0; i < direction.length; i++) direction[i]! += share * step[i]!;
  }
  return direction;
}

function moved(at: Float64Array, direction: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return at.map((value, i) => value + length * direction[i]!) as Float64Array<ArrayBuffer>;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
