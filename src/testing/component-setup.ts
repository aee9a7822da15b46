import { configure } from '@testing-library/dom';
import { config, enableAutoUnmount, flushPromises } from '@vue/test-utils';
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
config.global.config.warnHandler = (message) => {
  throw new Error(`Vue warning: ${message}`);
};
// Vue renders asynchronously. After each click or key of user-event, the DOM is up to date.
configure({
  asyncWrapper: async (action) => {
    const result = await action();
    await flushPromises();
    return result;
  },
});
enableAutoUnmount(afterEach);
