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
  // Asks the same listeners that ask before the tab closes.
  unsaved: () => !dispatchEvent(new Event('beforeunload', { cancelable: true })),
  // Its name changes with every change of the app.
  build: document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? '',
  memory: tabStorage(),
  load: (address = location.href) => {
    const { pathname, search, href } = new URL(address, location.href);
    if (pathname === location.pathname && search === location.search) location.reload();
    else location.assign(href);
  },
});

// Vite says so for every part of a built app, also for one whose failure is handled where it was wanted.
addEventListener('vite:preloadError', ({ payload }) => void parts.partFailed(payload));

function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** The parts of this page that did not load. */
export const usePartFailures = () => parts;
