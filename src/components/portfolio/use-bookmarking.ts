import type { BookmarkStatus, PassReason } from '../../../amplify/domain/bookmark';
import { ApiError, toApiError } from '../../api/errors';
import { usePortfolioStore, type StartupRef, type Undo } from '../../stores/portfolio';
import { BOOKMARK_STATUS_LABELS } from '../../text/bookmark';
import { controlText } from '../../text/controls';
import { portfolioText } from '../../text/portfolio';
import { useToasts } from '../use-toasts';

/**
 * What a person can do with a startup, each with a toast that says it was done and can undo it, but where what was
 * clicked shows it. Each resolves with whether it worked; a failure is taken back by the store and said in a toast.
 */
export function useBookmarking() {
  const portfolio = usePortfolioStore();
  const toasts = useToasts();

  async function perform(
    startup: StartupRef,
    change: Promise<Undo>,
    title?: string,
    description?: string,
  ): Promise<boolean> {
    try {
      const undo = await change;
      if (!title) return true;
      toasts.show({
        title,
        description,
        about: startup.id,
        action: { label: controlText.undo, run: () => void undo().catch((error: unknown) => fail(startup, error)) },
      });
      return true;
    } catch (error) {
      fail(startup, error);
      return false;
    }
  }

  function fail(startup: StartupRef, error: unknown): void {
    const known = toApiError(error);
    const [problem] = known instanceof ApiError ? known.problems : [];
    const description = problem ? problem.problem : `${known.message} ${known.advice}`;
    toasts.show({ tone: 'danger', title: portfolioText.failed(startup.name), description, about: startup.id });
  }

  const save = (startup: StartupRef) =>
    perform(startup, portfolio.save(startup, { status: 'saved' }), portfolioText.saved(startup.name));

  const remove = (startup: StartupRef) =>
    perform(startup, portfolio.remove(startup.id), portfolioText.removed(startup.name));

  return {
    save,
    remove,
    /** Saves what is not in the portfolio, removes what is. A passed startup is saved. */
    toggle: (startup: StartupRef) => {
      const status = portfolio.bookmarkOf(startup.id)?.status;
      return status && status !== 'passed' ? remove(startup) : save(startup);
    },
    pass: (startup: StartupRef, passReason: PassReason | null = null) =>
      perform(
        startup,
        portfolio.save(startup, { status: 'passed', passReason }),
        portfolioText.passed(startup.name),
        portfolioText.passedDetail,
      ),
    /** Passes on the card that then shows it, asks why, and takes it back: a toast would lie above those choices. */
    passOnCard: (startup: StartupRef) =>
      perform(startup, portfolio.save(startup, { status: 'passed', passReason: null })),
    /** Says why it was passed on; the card that asked shows it. */
    giveReason: (startup: StartupRef, passReason: PassReason) =>
      perform(startup, portfolio.save(startup, { status: 'passed', passReason })),
    /** Takes a pass back on the card that shows it: the startup is undecided again. One with a note stays, with it. */
    undoPass: (startup: StartupRef) =>
      perform(
        startup,
        portfolio.bookmarkOf(startup.id)?.note
          ? portfolio.save(startup, { status: 'saved' })
          : portfolio.remove(startup.id),
      ),
    setStatus: (startup: StartupRef, status: BookmarkStatus) =>
      perform(
        startup,
        portfolio.save(startup, { status }),
        portfolioText.statusSet(startup.name, BOOKMARK_STATUS_LABELS[status]),
      ),
    /** `expected` is the note that the new one was written over. */
    setNote: (startup: StartupRef, note: string, expected: string | null) =>
      perform(
        startup,
        portfolio.save(startup, { note: note.trim() || null }, expected),
        portfolioText.noteSaved(startup.name),
      ),
  };
}
