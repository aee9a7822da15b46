import { useRouter } from 'vue-router';
import { ROUTE } from '../router/routes';
import { useRecommendationStore } from '../stores/recommendation';

/** Returns a function that starts a run and, once the backend has accepted it, opens its page. */
export function useStartRun(): () => Promise<void> {
  const store = useRecommendationStore();
  const router = useRouter();
  return async () => {
    const key = await store.request();
    if (key) await router.push({ name: ROUTE.recommendations, params: { key } });
  };
}
