export interface Progress {
  /** Rows read so far. */
  read: number;
  /** Startups compared and, where different, written. */
  written: number;
  /** Startups to compare; 0 while reading. */
  total: number;
}

export interface Summary {
  read: number;
  joined: number;
  added: number;
  updated: number;
  unchanged: number;
  rejected: number;
  blank: number;
  warnings: number;
  /** Startups for which the files give no date of the round. */
  undated: number;
  /** Those of industry, stage, place and amount that no column states. */
  missing: string[];
  /** Amounts without a currency, taken as US dollars. */
  assumedDollars: number;
  seconds: number;
  unusedColumns: string[];
  rejectsFile: string | null;
}

/** Reports progress: JSON lines on stdout for a program, one updated line in a terminal, else a line every few seconds. */
export function createProgress(json: boolean, out: NodeJS.WritableStream & { isTTY?: boolean }) {
  const pause = json || out.isTTY ? 100 : 3000;
  let shownAt = json || out.isTTY ? 0 : performance.now();

  return {
    show(progress: Progress): void {
      if (performance.now() - shownAt < pause) return;
      shownAt = performance.now();
      if (json) out.write(`${JSON.stringify(progress)}\n`);
      else out.write(out.isTTY ? `\r\u001b[K${inWords(progress)}` : `${inWords(progress)}\n`);
    },

    finish(summary: Summary, { dryRun, target }: { dryRun: boolean; target: string }): void {
      if (json) {
        out.write(`${JSON.stringify({ summary })}\n`);
        return;
      }
      if (out.isTTY) out.write('\r\u001b[K');
      out.write(summaryText(summary, dryRun, target));
    },
  };
}

function inWords({ read, written, total }: Progress): string {
  return total === 0 ? `Reading: ${number(read)} rows` : `Writing: ${number(written)} of ${number(total)} startups`;
}

function summaryText(summary: Summary, dryRun: boolean, target: string): string {
  const { joined, undated, missing, assumedDollars, warnings, unusedColumns, rejectsFile } = summary;
  const lines = [
    ...missing.map((criterion) => `No column tells the ${criterion}: it is unknown for every startup of this import.`),
    `${dryRun ? 'Compared with' : 'Imported into'} ${target}${dryRun ? '; nothing was written' : ''}`,
    `  read       ${number(summary.read)} rows`,
    `  added      ${number(summary.added)} startups`,
    `  updated    ${number(summary.updated)}`,
    `  unchanged  ${number(summary.unchanged)}`,
    `  rejected   ${number(summary.rejected)} rows`,
    `  blank      ${number(summary.blank)} rows`,
  ];
  if (joined > 0) lines.push(`  joined     ${number(joined)} rows of funding rounds`);
  if (undated > 0) lines.push(`  undated    ${number(undated)}: the date of their round stays unknown`);
  if (assumedDollars > 0)
    lines.push(`  dollars    ${number(assumedDollars)} amounts name no currency and were taken as US dollars`);
  if (warnings > 0) lines.push(`  warnings   ${number(warnings)}`);
  lines.push(`  seconds    ${summary.seconds}`);
  if (unusedColumns.length > 0)
    lines.push(`Columns not used: ${unusedColumns.map((name) => name.slice(0, 40)).join(', ')}`);
  if (rejectsFile) lines.push(`Rejected rows and warnings: ${rejectsFile}`);
  return `${lines.join('\n')}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
