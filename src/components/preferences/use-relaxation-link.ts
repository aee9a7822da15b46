import { shallowRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Preferences } from '../../../amplify/domain/preferences';
import { isRelaxing, type Relaxation } from '../../../amplify/domain/matching/relaxation';
import { readRelaxation, RELAXATION_PARAMETER } from '../../../amplify/domain/matching/relaxation-link';

/**
 * Fills in the change of preferences that a link of an email carries. Nothing is saved before the investor saves it:
 * links are also opened by mail scanners and by mistake.
 */
export function useRelaxationLink(form: { draft: Readonly<Ref<Preferences>>; relax: (to: Relaxation) => void }) {
  const route = useRoute();
  const router = useRouter();
  /** What was filled in, until it is seen; `isNew` is false when the preferences accept it already. */
  const followed = shallowRef<{ relaxation: Relaxation; isNew: boolean } | null>(null);

  /** Takes the change out of the address, so that a reload does not bring it back. */
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
