import { config, enableAutoUnmount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { router } from '../router';

// The app's own routes, so that links lead where they lead in the app. Its guards need a session and stay out.
beforeEach(() => {
  config.global.plugins = [
    createPinia(),
    createRouter({ history: createMemoryHistory(), routes: router.options.routes }),
  ];
});
enableAutoUnmount(afterEach);
