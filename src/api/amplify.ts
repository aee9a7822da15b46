/*
 * The parts of Amplify that the app needs on every page, in one module so that they load as one chunk and only when
 * somebody is, or wants to be, signed in. Its data client is left out: it weighs 37 KB gzipped more than `graphql.ts`.
 */
/* eslint-disable no-restricted-syntax -- the module exists to re-export (decision 0027). */
export { Amplify } from 'aws-amplify';
export { fetchAuthSession, signOut } from 'aws-amplify/auth';
export { Hub, parseAmplifyConfig } from 'aws-amplify/utils';
