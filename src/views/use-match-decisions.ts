import type { PassReason } from '../../amplify/domain/bookmark';
import type { DigestMatch } from '../../amplify/domain/digest';
import { toApiError } from '../api/errors';
import { useToasts } from '../components/use-toasts';
import { usePortfolioStore, type Undo } from '../stores/portfolio';
import { commonText } from '../text/common';
import { recommendationsText } from '../text/recommendations';

const text = recommendationsText.decisions;

type Startup = Pick<DigestMatch, 'startupId' | 'name'>;

/** Saving and passing on a proposed startup: shown at once, said in a toast with undo, taken back when refused. */
export function useMatchDecisions() {
  const portfolio = usePortfolioStore();
  const { show } = useToasts();

  async function attempt(startup: Startup, change: () => Promise<Undo | void>, done?: string): Promise<void> {
    try {
      const undo = await change();
      if (!done) return;
      const action = undo && {
        label: commonText.undo,
        run: () => void attempt(startup, undo, text.undone(startup.name)),
      };
      show({ title: done, action: action ?? undefined });
    } catch (problem) {
      const { message, advice } = toApiError(problem);
      show({ title: text.failed(startup.name), description: `${message} ${advice}`, tone: 'danger', duration: 10_000 });
    }
  }

  const named = ({ startupId, name }: Startup) => ({ id: startupId, name });

  return {
    bookmarkOf: portfolio.bookmarkOf,
    isPending: portfolio.isPending,
    save: (startup: Startup) =>
      attempt(startup, () => portfolio.save(named(startup), { status: 'saved' }), text.saved(startup.name)),
    pass: (startup: Startup) =>
      attempt(startup, () => portfolio.save(named(startup), { status: 'passed' }), text.passed(startup.name)),
    /** Says why it was passed on; the card shows it, so there is no toast. */
    giveReason: (startup: Startup, passReason: PassReason) =>
      attempt(startup, async () => void (await portfolio.save(named(startup), { status: 'passed', passReason }))),
    /** Takes a pass back: the startup is undecided again. */
    undoPass: (startup: Startup) => attempt(startup, async () => void (await portfolio.remove(startup.startupId))),
  };
}
