import type { RouteRecordInfo } from 'vue-router';

/** Every route's name. Links and guards use names, never a path. */
export const ROUTE = {
  landing: 'landing',
  signIn: 'signIn',
  dashboard: 'dashboard',
  browse: 'browse',
  startup: 'startup',
  preferences: 'preferences',
  recommendations: 'recommendations',
  portfolio: 'portfolio',
  delivery: 'delivery',
  notFound: 'notFound',
} as const;

type Empty = Record<never, never>;

/** Names, paths and parameters together, so that a link with a wrong parameter does not compile. */
interface RouteNamedMap {
  landing: RouteRecordInfo<'landing', '/', Empty, Empty, never>;
  signIn: RouteRecordInfo<'signIn', '/sign-in', Empty, Empty, never>;
  dashboard: RouteRecordInfo<'dashboard', '/dashboard', Empty, Empty, never>;
  browse: RouteRecordInfo<'browse', '/startups', Empty, Empty, never>;
  /** A startup's id may contain slashes; the router encodes it. */
  startup: RouteRecordInfo<'startup', '/startups/:id(.*)', { id: string }, { id: string }, never>;
  preferences: RouteRecordInfo<'preferences', '/preferences', Empty, Empty, never>;
  /** `key` is a digest's key, `instant#...` or `daily#2026-11-22`; without it the page lists past digests. */
  recommendations: RouteRecordInfo<
    'recommendations',
    '/recommendations/:key?',
    { key?: string | null },
    { key?: string },
    never
  >;
  portfolio: RouteRecordInfo<'portfolio', '/portfolio', Empty, Empty, never>;
  delivery: RouteRecordInfo<'delivery', '/emails', Empty, Empty, never>;
  notFound: RouteRecordInfo<'notFound', '/:path(.*)*', { path?: string[] }, { path?: string[] }, never>;
}

declare module 'vue-router' {
  interface TypesConfig {
    RouteNamedMap: RouteNamedMap;
  }
  interface RouteMeta {
    /** For the browser's tab and screen readers. A view can set a more specific one with `setPageTitle`. */
    title: string;
    /** `app` has the navigation and needs a session; `public` has neither. */
    layout: 'app' | 'public';
  }
}
