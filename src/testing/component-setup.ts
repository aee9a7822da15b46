import { config, enableAutoUnmount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { router } from '../router';

// The app's own routes, so that links have their real addresses. The app's router has guards that need a session.
beforeEach(() => {
  config.global.plugins = [
    createPinia(),
    createRouter({ history: createMemoryHistory(), routes: router.options.routes }),
  ];
});
enableAutoUnmount(afterEach);
