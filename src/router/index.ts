import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { hasStoredSession } from '../api/stored-session';
import { pageTitles } from '../text/shell';
import { setPageTitle } from './page-title';
import { ROUTE } from './routes';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      name: ROUTE.landing,
      path: '/',
      component: () => import('../views/LandingView.vue'),
      meta: { title: pageTitles.landing, layout: 'public' },
    },
    {
      name: ROUTE.signIn,
      path: '/sign-in',
      component: () => import('../views/SignInView.vue'),
      meta: { title: pageTitles.signIn, layout: 'public' },
    },
    {
      name: ROUTE.dashboard,
      path: '/dashboard',
      component: () => import('../views/DashboardView.vue'),
      meta: { title: pageTitles.dashboard, layout: 'app' },
    },
    {
      name: ROUTE.browse,
      path: '/startups',
      component: () => import('../views/BrowseView.vue'),
      meta: { title: pageTitles.browse, layout: 'app' },
    },
    {
      name: ROUTE.startup,
      path: '/startups/:id(.*)',
      component: () => import('../views/StartupView.vue'),
      meta: { title: pageTitles.startup, layout: 'app' },
    },
    {
      name: ROUTE.preferences,
      path: '/preferences',
      component: () => import('../views/PreferencesView.vue'),
      meta: { title: pageTitles.preferences, layout: 'app' },
    },
    {
      name: ROUTE.recommendations,
      path: '/recommendations/:key?',
      component: () => import('../views/RecommendationsView.vue'),
      meta: { title: pageTitles.recommendations, layout: 'app' },
    },
    {
      name: ROUTE.portfolio,
      path: '/portfolio',
      component: () => import('../views/PortfolioView.vue'),
      meta: { title: pageTitles.portfolio, layout: 'app' },
    },
    {
      name: ROUTE.delivery,
      path: '/emails',
      component: () => import('../views/DeliveryView.vue'),
      meta: { title: pageTitles.delivery, layout: 'app' },
    },
    {
      name: ROUTE.notFound,
      path: '/:path(.*)*',
      component: () => import('../views/NotFoundView.vue'),
      meta: { title: pageTitles.notFound, layout: 'public' },
    },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

// Checks only that tokens are stored. The API verifies them, so a forged token gives a page without data.
router.beforeEach((to) => {
  if (to.meta.layout === 'app' && !hasStoredSession()) return signInFirst(to);
});

router.afterEach((to, from) => {
  setPageTitle(to.meta.title);
  if (to.hash) focusWhenThere(`[id="${CSS.escape(to.hash.slice(1))}"]`, focusSection);
  // The first page keeps the browser's own focus. Later pages move it to their heading.
  else if (from.matched.length > 0 && to.path !== from.path) focusWhenThere('main h1', focusHeading);
});

/** The sign-in page, which returns to the wanted page after the sign-in. */
export function signInFirst(to: Pick<RouteLocationNormalized, 'fullPath'>) {
  return { name: ROUTE.signIn, query: { next: to.fullPath } } as const;
}

/** Calls `focus` once the element exists. Lazy views and their data take a moment to load. */
function focusWhenThere(selector: string, focus: (element: HTMLElement) => void, frames = 300): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) focus(element);
    else if (frames > 0) focusWhenThere(selector, focus, frames - 1);
  });
}

function focusHeading(heading: HTMLElement): void {
  // The person may already be typing.
  if (document.activeElement?.matches('main :is(input, select, textarea)')) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Scrolls to a section of a page and focuses its first control. */
function focusSection(section: HTMLElement): void {
  section.scrollIntoView({ block: 'center' });
  section.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
}
