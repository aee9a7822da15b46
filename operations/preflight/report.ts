import type { CheckedAccount } from './check-account';
import type { Finding } from './finding';
import type { Target } from './options';

export interface Report {
  target: Target;
  /** Null when the backend was not synthesised. */
  stackName: string | null;
  /** Null when no account was asked, or when it refused the credentials. */
  account: CheckedAccount['caller'];
  /** Why no account was asked; null if one was. */
  offline: string | null;
  findings: Finding[];
}

export const isReady = ({ findings }: Report): boolean => findings.every(({ result }) => result !== 'missing');

/** For machines: one JSON object. */
export function reportAsJson(report: Report): string {
  return JSON.stringify({ ready: isReady(report), ...report }, null, 2);
}

/** For people: a table, and below it how to mend what is not ok. */
export function reportAsText(report: Report): string {
  const { target, stackName, findings, offline } = report;
  const width = Math.max(...findings.map(({ check }) => check.length));
  const rows = findings.map(({ check, result, says }) => `${result.padEnd(8)} ${check.padEnd(width)}  ${says}`);
  const mends = findings.flatMap(({ check, result, mend }) =>
    mend && result !== 'ok' ? [`  ${check}:`, `    ${mend}`] : [],
  );
  const count = (result: Finding['result']) => findings.filter((finding) => finding.result === result).length;
  return [
    `Preflight of the ${target.type} "${target.name}"${stackName ? ` (stack ${stackName})` : ''}`,
    '',
    ...rows,
    ...(mends.length > 0 ? ['', 'How to mend:', ...mends] : []),
    ...(offline ? ['', offline] : []),
    '',
    `${isReady(report) ? 'Ready' : 'Not ready'}: ${count('ok')} ok, ${count('missing')} missing, ${count('warning')} warnings.`,
  ].join('\n');
}
