import { fundingStageLabel, industryLabel, placeLabel } from '../../../amplify/domain/labels';
import { pathOf } from '../../../amplify/domain/place-path';
import type { StartupSummary } from '../../api/startups';
import { browseText } from '../../text/browse';
import { toCsv } from '../csv/to-csv';

/** Startups as a table with a heading; what is unknown is empty, amounts are plain numbers for a spreadsheet to add. */
export function startupsCsv(startups: readonly StartupSummary[], linkOf: (startupId: string) => string): string {
  return toCsv([
    browseText.export.columns,
    ...startups.map((startup) => {
      const place = pathOf(startup);
      return [
        startup.name,
        startup.industry ? industryLabel(startup.industry) : '',
        startup.fundingStage ? fundingStageLabel(startup.fundingStage) : '',
        place ? placeLabel(place) : '',
        number(startup.fundingAmount),
        number(startup.foundedYear),
        number(startup.teamSize),
        (startup.tags ?? []).join('; '),
        startup.website ?? '',
        startup.description ?? '',
        linkOf(startup.id),
      ];
    }),
  ]);
}

function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
