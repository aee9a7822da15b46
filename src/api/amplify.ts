/*
 * The parts of Amplify that every page needs. They are one module, so that they load as one chunk, and only for an
 * investor who is signed in or signs in. Amplify's data client is left out: it adds 37 KB, compressed, to `graphql.ts`.
 */
/* eslint-disable no-restricted-syntax -- the module exists to re-export (decision 0027). */
export { Amplify } from 'aws-amplify';
export { fetchAuthSession, signOut } from 'aws-amplify/auth';
export { Hub, parseAmplifyConfig } from 'aws-amplify/utils';
