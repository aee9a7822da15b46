import type { BookmarkStatus, PassReason } from '../../../amplify/domain/bookmark';
import { visibleText } from '../../../amplify/domain/visible-text';
import { ApiError, toApiError } from '../../api/errors';
import { usePortfolioStore, type StartupRef, type Undo } from '../../stores/portfolio';
import { BOOKMARK_STATUS_LABELS } from '../../text/bookmark';
import { controlText } from '../../text/controls';
import { portfolioText } from '../../text/portfolio';
import { useToasts } from '../use-toasts';

/**
 * The actions on a startup. Each shows a toast that confirms it and can undo it, except where the clicked card shows the
 * result itself. Each resolves with true if it succeeded. If it failed, the store reverts the change and a toast shows
 * the error.
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
    /** Saves a startup that is not in the portfolio or was passed on. Removes any other. */
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
    /** Passes without a toast. The card shows the pass, the reasons and an undo button, and a toast would cover them. */
    passInCard: (startup: StartupRef) =>
      perform(startup, portfolio.save(startup, { status: 'passed', passReason: null })),
    /** Sets the reason for passing without a toast, because the card shows it. */
    setPassReason: (startup: StartupRef, passReason: PassReason) =>
      perform(startup, portfolio.save(startup, { status: 'passed', passReason })),
    /** Makes a passed startup undecided again, without a toast. If it has a note, it becomes saved, to keep the note. */
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
    /** `expected` is the stored note that the new one replaces. If another note is stored, the change fails. */
    setNote: (startup: StartupRef, note: string, expected: string | null) =>
      perform(
        startup,
        portfolio.save(startup, { note: noteOf(note) }, expected),
        portfolioText.noteSaved(startup.name),
      ),
  };
}

/** The note that is stored for a text: without invisible characters, null when nothing is left. */
export function noteOf(text: string): string | null {
  return visibleText(text).trim() || null;
}
