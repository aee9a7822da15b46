import { SETTLED_STATUSES } from '../../../domain/digest';
import { NotFoundError } from '../../../domain/errors';
import type { Clock, DigestLedger, InvestorProfiles, MatchingWorkflow } from '../../../domain/ports';
import { localDateOf } from '../../../domain/schedule/local-time';

/** A second click while the first run is under way gets that run, not another email. */
const SAME_RUN_MS = 15_000;

/** Plans an instant digest and starts the workflow for it. Returns its key, by which the client follows the run. */
export async function requestRecommendations(
  deps: {
    profiles: InvestorProfiles;
    ledger: DigestLedger;
    workflow: MatchingWorkflow;
    clock: Clock;
    randomId: () => string;
  },
  investorId: string,
): Promise<{ digestKey: string }> {
  const now = deps.clock.now();
  const profile = await deps.profiles.get(investorId);
  if (!profile) throw new NotFoundError('Save your preferences first, so that there is something to match.');

  const [latest] = await deps.ledger.list(investorId, 1);
  const underWay =
    latest?.kind === 'instant' &&
    !SETTLED_STATUSES.includes(latest.status) &&
    now.getTime() - Date.parse(latest.dueAt) < SAME_RUN_MS;
  if (underWay) return { digestKey: latest.key };

  const dueAt = now.toISOString();
  const digestKey = `instant#${dueAt}-${deps.randomId()}`;
  await deps.ledger.plan({
    investorId,
    key: digestKey,
    kind: 'instant',
    dueAt,
    localDate: localDateOf(now, profile.timeZone),
  });
  await deps.workflow.start({ investorId, digestKey, kind: 'instant', dueAt, delayed: false });
  return { digestKey };
}
