import { industryText, tagsText } from '../../../amplify/domain/export-text';
import { fundingStageLabel } from '../../../amplify/domain/labels';
import type { StartupSummary } from '../../api/startups';
import { browseText } from '../../text/browse';
import { toCsv } from '../csv/to-csv';

/**
 * Startups as CSV with a header row. The importer reads the same startups back. Unknown values are empty. Amounts are
 * plain numbers, so that a spreadsheet can add them.
 */
export function startupsCsv(startups: readonly StartupSummary[], linkOf: (startupId: string) => string): string {
  return toCsv([
    browseText.export.columns,
    ...startups.map((startup) => [
      startup.name,
      startup.industry ? industryText(startup.industry) : '',
      startup.fundingStage ? fundingStageLabel(startup.fundingStage) : '',
      startup.city ?? '',
      startup.region ?? '',
      startup.country ?? '',
      number(startup.fundingAmount),
      startup.listedAt ?? '',
      number(startup.foundedYear),
      number(startup.teamSize),
      tagsText(startup.tags ?? []),
      startup.website ?? '',
      startup.description ?? '',
      startup.source ?? '',
      startup.id,
      linkOf(startup.id),
    ]),
  ]);
}

function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
