import { createApp } from 'vue';
import LandingPage from './LandingPage.vue';

createApp(LandingPage).mount('#app');
