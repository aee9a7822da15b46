import type { FundingStage } from '../../amplify/domain/startup';

/*
 * Funding stages are Strings in the API, since `series-c+` is no name in GraphQL. The backend stores only stages of the
 * domain.
 */

export function withStage<Row extends { fundingStage: string | null }>(row: Row) {
  return { ...row, fundingStage: row.fundingStage as FundingStage | null };
}

export function withStages<Row extends { fundingStages: string[] }>(row: Row) {
  return { ...row, fundingStages: row.fundingStages as FundingStage[] };
}
