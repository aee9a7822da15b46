import { computed } from 'vue';
import type { Router } from 'vue-router';
import { ROUTE } from '../router/routes';
import { useRecommendationStore } from '../stores/recommendation';

/** Asks for recommendations and goes to the page that follows the run. */
export function useRunRequest(router: Router) {
  const store = useRecommendationStore();

  async function start(): Promise<void> {
    const key = await store.request();
    if (key) await router.push({ name: ROUTE.recommendations, params: { key } });
  }

  return {
    start,
    requesting: computed(() => store.stage === 'requested' && !store.key),
    /** Why no run was started; once there is a key, an error is about following it. */
    requestError: computed(() => (store.key ? null : store.error)),
  };
}
