/** Addresses of links outside the router. Links inside the app use ROUTE. */
export const PATH = {
  landing: '/',
  signIn: '/sign-in',
  signUp: '/sign-in?new=1',
  dashboard: '/dashboard',
} as const;
