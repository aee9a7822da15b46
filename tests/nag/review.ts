import type { Acknowledgement } from './acknowledgements';
import type { Finding } from './findings';

export interface Review {
  /** Findings that no acknowledgement covers. */
  open: Finding[];
  /** Acknowledgements that cover no finding. */
  stale: Acknowledgement[];
}

export function review(findings: readonly Finding[], acknowledgements: readonly Acknowledgement[]): Review {
  const used = new Set<Acknowledgement>();
  const open = findings.filter((finding) => {
    const covering = acknowledgements.filter(({ rule, where }) => rule === finding.rule && where.test(textOf(finding)));
    for (const one of covering) used.add(one);
    return covering.length === 0;
  });
  return { open, stale: acknowledgements.filter((one) => !used.has(one)) };
}

const textOf = ({ path, detail }: Finding) => (detail ? `${path} ${detail}` : path);
