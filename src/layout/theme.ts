import { ref } from 'vue';

export type Theme = 'system' | 'light' | 'dark';

/** The storage key. public/theme.js reads it before the first paint. */
const STORAGE_KEY = 'firstlight.theme';

const theme = ref<Theme>(stored());

function stored(): Theme {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** The chosen theme. It survives a reload if storage is allowed. */
export function useTheme() {
  return {
    theme,
    choose(chosen: Theme): void {
      theme.value = chosen;
      if (chosen === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = chosen;
      try {
        if (chosen === 'system') localStorage.removeItem(STORAGE_KEY);
        else localStorage.setItem(STORAGE_KEY, chosen);
      } catch {
        // Storage is blocked: the choice lasts until the page is closed or reloaded.
      }
    },
  };
}
