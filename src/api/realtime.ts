import { generateClient } from 'aws-amplify/api';
import { textOf, type ApiDocument } from './document';

/**
 * Opens a GraphQL subscription over Amplify's realtime client, which reconnects by itself. Returns a function that closes
 * it. Amplify must be configured.
 */
export function openSubscription<Data, Variables extends object>(
  document: ApiDocument<Data, Variables>,
  variables: Variables,
  onData: (data: Data) => void,
): () => void {
  const stream = generateClient().graphql({ query: textOf(document), variables, authMode: 'userPool' });
  if (!('subscribe' in stream)) throw new TypeError('not a subscription');
  const subscription = stream.subscribe({
    next: ({ data }: { data: unknown }) => onData(data as Data),
    // The portfolio works without live changes: it is read again when the page becomes visible.
    error: () => {},
  });
  return () => subscription.unsubscribe();
}
