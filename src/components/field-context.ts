import { computed, inject, provide, useId, type ComputedRef, type InjectionKey } from 'vue';

/** What an AppField provides to the control inside it. */
interface FieldContext {
  id: string;
  describedBy: ComputedRef<string | undefined>;
  invalid: ComputedRef<boolean>;
}

const KEY: InjectionKey<FieldContext> = Symbol('field');

export function provideField(context: FieldContext): void {
  provide(KEY, context);
}

/** The id and descriptions of a control: those of the AppField around it, or its own id if there is none. */
export function useFieldControl() {
  const field = inject(KEY, null);
  const own = useId();
  return {
    id: field?.id ?? own,
    describedBy: computed(() => field?.describedBy.value),
    invalid: computed(() => field?.invalid.value ?? false),
  };
}
