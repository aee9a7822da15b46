import { shallowReadonly, shallowRef } from 'vue';

/** Why a part did not load: no way to the host, not on the host any more, or an error of our own. */
export type FailureReason = 'offline' | 'missing' | 'fault';

export interface PartFailure {
  reason: FailureReason;
  /** Tries again what the person wanted. */
  retry: () => void;
}

/** What the person wanted when it failed: where that is, and how to try it again without a page load. */
export interface Wanted {
  address: string;
  again: () => void;
}

export interface Surroundings {
  /** Whether the host of the app answers. */
  reachable: () => Promise<boolean>;
  /** Whether something on the page is not saved. */
  unsaved: () => boolean;
  /** Names the build of the app that this page runs. */
  build: string;
  /** Outlives a page load in this tab; null where storage is blocked. */
  memory: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Loads the page at an address anew, without one the present page. */
  load: (address?: string) => void;
}

const RELOADED_KEY = 'firstlight.reloaded';

/**
 * Parts are the code that loads when it is first wanted: pages, menus, Amplify. A part that fails never takes away what
 * is on screen. A part that is gone from the host, since a new version went out, brings one page load: one for each
 * build, so it can't loop, and none while something is not saved. Else `failure` says what to show.
 */
export function createPartFailures({ reachable, unsaved, build, memory, load }: Surroundings) {
  const failure = shallowRef<PartFailure | null>(null);
  const reported = new WeakMap<Error, { wanted?: Wanted }>();

  /**
   * A part did not load. Called more than once for one error: by the bundler, which does not know what was wanted, and
   * by the code that wanted it. Without `wanted`, that code says that there is no connection.
   */
  async function partFailed(error: Error, wanted?: Wanted): Promise<void> {
    const known = reported.get(error);
    if (known) {
      known.wanted ??= wanted;
      return;
    }
    const report = { wanted };
    reported.set(error, report);
    // The bundler reports first; after this turn of the event loop, the code that wanted the part has reported too.
    await new Promise((resolve) => setTimeout(resolve));
    const online = await reachable();
    const { wanted: finallyWanted } = report;
    if (!online) {
      if (finallyWanted) show('offline', finallyWanted.again);
    } else if (!unsaved() && firstOfThisBuild()) load(finallyWanted?.address);
    else show('missing', () => load(finallyWanted?.address));
  }

  /** Something else went wrong in the page, which goes on. */
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

/** True for the ways in which browsers and Vite say that a module or its styles did not load. */
export function isPartError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script failed|valid javascript mime type|unable to preload css/i.test(
      error.message,
    )
  );
}
