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
 * Sees to it that nothing of an investor stays on screen or in memory once the session is not theirs any more, whoever
 * ended it and where. What they wrote and did not save stays in the browser for them, see the draft store.
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
  /** True once the page is about to be loaded anew, so that the guard does not ask to sign in again. */
  let leaving = false;

  function clear(): void {
    for (const store of stores) store.clear();
  }

  /** Ends the session. With `forget`, what the investor wrote and did not save goes with it. */
  async function signOut(forget: boolean): Promise<void> {
    leaving = true;
    if (forget) drafts.dropAll();
    await session.signOut();
    // A page load, so that nothing of the investor stays in memory.
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
      // The same page for whoever is signed in now, or the way to sign in.
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

  // A page that slept, or that the browser kept for its back button, has heard of nothing.
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
