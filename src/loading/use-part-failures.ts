import { createPartFailures } from './part-failure';

const ANSWER_WITHIN_MS = 5_000;

const parts = createPartFailures({
  reachable: async () => {
    if (!navigator.onLine) return false;
    const options = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) } as const;
    return fetch('/', options).then(
      ({ ok }) => ok,
      () => false,
    );
  },
  // Calls the listeners that warn before the tab closes.
  unsaved: () => !dispatchEvent(new Event('beforeunload', { cancelable: true })),
  // The file name changes whenever the app does.
  build: document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? '',
  memory: tabStorage(),
  load: (address = location.href) => {
    const { pathname, search, href } = new URL(address, location.href);
    if (pathname === location.pathname && search === location.search) location.reload();
    else location.assign(href);
  },
});

// In a built app, Vite fires this for every part that fails, including one whose caller handles the failure.
addEventListener('vite:preloadError', ({ payload }) => void parts.partFailed(payload));

function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** The handling of part failures, one for the whole page. */
export const usePartFailures = () => parts;
