import '@fontsource-variable/inter/wght.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { router } from '../router';
import '../styles/tokens.css';
import '../styles/base.css';
import CatalogueApp from './CatalogueApp.vue';
import { standInStores } from './stand-in-stores';

// The app's routes, so that links have their real addresses. In memory, so that a link does not leave the catalogue.
const routes = createRouter({ history: createMemoryHistory(), routes: router.options.routes });
const pinia = createPinia();
await standInStores(pinia);
createApp(CatalogueApp).use(pinia).use(routes).mount('#app');
