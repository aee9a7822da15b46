import { shallowReadonly, shallowRef } from 'vue';

/**
 * offline: the app's host is unreachable. missing: the host responds but a part did not load, probably because a new
 * version was deployed. fault: an error in the app's own code.
 */
export type FailureReason = 'offline' | 'missing' | 'fault';

export interface PartFailure {
  reason: FailureReason;
  /** Repeats what failed. */
  retry: () => void;
}

/** What the person wanted when a part failed to load: its address, and how to try again without reloading the page. */
export interface Wanted {
  address: string;
  again: () => void;
}

export interface Surroundings {
  /** Whether the app's host responds. */
  reachable: () => Promise<boolean>;
  /** Whether something on the page is not saved. */
  unsaved: () => boolean;
  /** Identifies the build of the app that this page runs. */
  build: string;
  /** Storage that survives a page load in this tab; null if storage is blocked. */
  memory: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Loads the page at the address; without an address, reloads the current page. */
  load: (address?: string) => void;
}

const RELOADED_KEY = 'firstlight.reloaded';

/**
 * Handles parts that fail to load. A part is code that is loaded on first use: a page, a menu, Amplify. A failure never
 * removes what is on screen. If the host responds, a new version was probably deployed, and the page is loaded again: at
 * most once for each build, so that it cannot loop, and not while something is unsaved. Otherwise `failure` says what to
 * show.
 */
export function createPartFailures({ reachable, unsaved, build, memory, load }: Surroundings) {
  const failure = shallowRef<PartFailure | null>(null);
  const reported = new WeakMap<Error, { wanted?: Wanted }>();

  /**
   * Reports that a part did not load. One error is reported more than once: by the bundler, without `wanted`, and by the
   * code that needs the part. If no report has `wanted` and the host is unreachable, nothing is shown here: the code that
   * needs the part shows it.
   */
  async function partFailed(error: Error, wanted?: Wanted): Promise<void> {
    const known = reported.get(error);
    if (known) {
      known.wanted ??= wanted;
      return;
    }
    const report = { wanted };
    reported.set(error, report);
    // The bundler reports first. After this turn of the event loop, the code that needs the part has reported too.
    await new Promise((resolve) => setTimeout(resolve));
    const online = await reachable();
    const { wanted: finallyWanted } = report;
    if (!online) {
      if (finallyWanted) show('offline', finallyWanted.again);
    } else if (!unsaved() && firstOfThisBuild()) load(finallyWanted?.address);
    else show('missing', () => load(finallyWanted?.address));
  }

  /** Reports another error in the page. The page keeps running. */
  function pageFailed(error: unknown): void {
    if (error instanceof Error && reported.has(error)) return;
    show('fault', () => load());
  }

  function firstOfThisBuild(): boolean {
    try {
      if (!memory || memory.getItem(RELOADED_KEY) === build) return false;
      memory.setItem(RELOADED_KEY, build);
      return true;
    } catch {
      return false;
    }
  }

  function show(reason: FailureReason, again: () => void): void {
    const retry = () => {
      failure.value = null;
      again();
    };
    failure.value = { reason, retry };
  }

  function dismiss(): void {
    failure.value = null;
  }

  return { failure: shallowReadonly(failure), partFailed, pageFailed, dismiss };
}

/** True for the errors of browsers and Vite when a module or its styles did not load. */
export function isPartError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script failed|valid javascript mime type|unable to preload css/i.test(
      error.message,
    )
  );
}
