import { shallowRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Preferences } from '../../../amplify/domain/preferences';
import { isRelaxing, type Relaxation } from '../../../amplify/domain/matching/relaxation';
import { readRelaxation, RELAXATION_PARAMETER } from '../../../amplify/domain/matching/relaxation-link';

/**
 * Fills in the change of the preferences that a link in an email contains. Only the investor saves it, because mail
 * scanners also open links, and people open them by mistake.
 */
export function useRelaxationLink(form: { draft: Readonly<Ref<Preferences>>; relax: (to: Relaxation) => void }) {
  const route = useRoute();
  const router = useRouter();
  /** The change that was filled in, until it is dismissed. `isNew` is false if the preferences accept it already. */
  const followed = shallowRef<{ relaxation: Relaxation; isNew: boolean } | null>(null);

  /** Also removes the change from the address, so that a reload does not fill it in again. */
  function follow(): void {
    const { [RELAXATION_PARAMETER]: text, ...query } = route.query;
    if (text === undefined) return;
    void router.replace({ query, hash: route.hash });
    const relaxation = typeof text === 'string' ? readRelaxation(text) : null;
    if (!relaxation) return;
    followed.value = { relaxation, isNew: isRelaxing(relaxation, form.draft.value) };
    form.relax(relaxation);
  }

  return { followed, follow };
}
