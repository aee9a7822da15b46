import { onBeforeUnmount, onMounted, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { signInFirst } from '../router';
import { PATH } from '../router/paths';
import { useDeliveryStore } from '../stores/delivery';
import { useDraftStore } from '../stores/draft';
import { usePortfolioStore } from '../stores/portfolio';
import { useProfileStore } from '../stores/profile';
import { useRecommendationStore } from '../stores/recommendation';
import { useSavedViewStore } from '../stores/saved-view';
import { useSessionStore } from '../stores/session';

/**
 * Clears an investor's data from the screen and from memory when their session ends, in this tab or another. Their
 * unsaved drafts stay in this browser; see the draft store.
 */
export function useSessionWatch() {
  const route = useRoute();
  const router = useRouter();
  const session = useSessionStore();
  const drafts = useDraftStore();
  const stores = [
    useProfileStore(),
    usePortfolioStore(),
    useRecommendationStore(),
    useDeliveryStore(),
    useSavedViewStore(),
    drafts,
  ];
  /** True if the page is about to be reloaded, so that the guard does not ask to sign in again. */
  let leaving = false;

  function clear(): void {
    for (const store of stores) store.clear();
  }

  /** Ends the session. With `forget`, also deletes the investor's unsaved drafts. */
  async function signOut(forget: boolean): Promise<void> {
    leaving = true;
    if (forget) drafts.dropAll();
    await session.signOut();
    // A page load clears the investor's data from memory.
    location.assign(PATH.landing);
  }

  watch(
    () => session.investor?.investorId,
    (investorId) => investorId && drafts.load(investorId),
    { immediate: true },
  );
  watch(
    () => session.changedElsewhere,
    (changed) => {
      if (!changed) return;
      leaving = true;
      clear();
      // Shows the same page to the investor who is signed in now, or the sign-in page.
      location.reload();
    },
  );
  watch(
    () => session.status,
    (status) => {
      if (status !== 'signedOut') return;
      clear();
      if (!leaving && route.meta.layout === 'app') void router.replace(signInFirst(route));
    },
  );

  // A page that was suspended, or that the browser kept for its back button, received no events.
  const look = () => document.visibilityState === 'visible' && !leaving && void session.restore();
  onMounted(() => {
    void session.restore();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('pageshow', look);
  });

  return { signOut };
}
