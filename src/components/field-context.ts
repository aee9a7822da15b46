import { computed, inject, provide, useId, type ComputedRef, type InjectionKey } from 'vue';

/** What a field tells the control inside it. */
interface FieldContext {
  id: string;
  describedBy: ComputedRef<string | undefined>;
  invalid: ComputedRef<boolean>;
}

const KEY: InjectionKey<FieldContext> = Symbol('field');

export function provideField(context: FieldContext): void {
  provide(KEY, context);
}

/** Ids for a control: from the field around it, or its own when it stands alone. */
export function useFieldControl() {
  const field = inject(KEY, null);
  const own = useId();
  return {
    id: field?.id ?? own,
    describedBy: computed(() => field?.describedBy.value),
    invalid: computed(() => field?.invalid.value ?? false),
  };
}
