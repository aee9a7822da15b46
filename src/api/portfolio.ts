import type { Bookmark, BookmarkStatus, PassReason } from '../../amplify/domain/bookmark';
import { GraphqlFailure, toApiError } from './errors';
import { request } from './graphql';
import { fieldsOf } from './selection';
import { ownId } from './session';

export type { Bookmark, BookmarkStatus, PassReason };

/** What an investor decides about a startup. */
export interface BookmarkChange {
  status: BookmarkStatus;
  note: string | null;
  passReason: PassReason | null;
}

export type BookmarkEvent = { kind: 'saved'; bookmark: Bookmark } | { kind: 'removed'; startupId: string };

const FIELDS = fieldsOf(
  'Bookmark',
  'userId',
  'startupId',
  'startupName',
  'status',
  'note',
  'passReason',
  'createdAt',
  'updatedAt',
);

const LIST = /* GraphQL */ `query Bookmarks($userId: ID!, $nextToken: String) {
  listBookmarks(userId: $userId, limit: 100, nextToken: $nextToken) { items { ${FIELDS} } nextToken }
}`;

const CREATE = /* GraphQL */ `mutation SaveBookmark($input: CreateBookmarkInput!) {
  createBookmark(input: $input) { ${FIELDS} }
}`;

const UPDATE = /* GraphQL */ `mutation UpdateBookmark($input: UpdateBookmarkInput!) {
  updateBookmark(input: $input) { ${FIELDS} }
}`;

const DELETE = /* GraphQL */ `mutation RemoveBookmark($input: DeleteBookmarkInput!) {
  deleteBookmark(input: $input) { ${FIELDS} }
}`;

/** The whole portfolio, passed startups included, in no order. Throws ApiError. */
export async function listBookmarks(): Promise<Bookmark[]> {
  const userId = await ownId();
  const bookmarks: Bookmark[] = [];
  let nextToken: string | null = null;
  do {
    const data: { listBookmarks: { items: Bookmark[]; nextToken: string | null } } = await request(LIST, {
      userId,
      nextToken,
    });
    bookmarks.push(...data.listBookmarks.items.map(complete));
    nextToken = data.listBookmarks.nextToken;
  } while (nextToken);
  return bookmarks;
}

/** Puts a startup into the portfolio, or changes what stands there already. Throws ApiError. */
export async function saveBookmark(
  startup: { id: string; name: string },
  change: BookmarkChange,
  exists: boolean,
): Promise<Bookmark> {
  const input = { userId: await ownId(), startupId: startup.id, startupName: startup.name.slice(0, 200), ...change };
  const write = async (document: string) => {
    const data = await request<Record<string, Bookmark>>(document, { input });
    return complete(Object.values(data)[0]!);
  };
  try {
    return await write(exists ? UPDATE : CREATE);
  } catch (error) {
    // Another device was first: it exists though we thought not, or the other way round.
    if (!isConditionFailure(error)) throw error;
    return write(exists ? CREATE : UPDATE);
  }
}

/** Takes a startup out of the portfolio; one that is not there is no error. Throws ApiError. */
export async function removeBookmark(startupId: string): Promise<void> {
  const input = { userId: await ownId(), startupId };
  try {
    await request(DELETE, { input });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}

/**
 * Calls back for every change that the investor makes, on this device or another. Resolves with how to stop. Loads
 * Amplify's realtime client, which is why nothing but the portfolio calls it. Throws ApiError.
 */
export async function subscribeToBookmarks(listener: (event: BookmarkEvent) => void): Promise<() => void> {
  const userId = await ownId();
  const { openSubscription } = await import('./realtime').catch((error: unknown) => {
    throw toApiError(error);
  });
  const follow = (name: string, toEvent: (bookmark: Bookmark) => BookmarkEvent) =>
    openSubscription<Record<string, Bookmark>>(
      `subscription ${name}($userId: String) { ${name}(userId: $userId) { ${FIELDS} } }`,
      { userId },
      (data) => {
        const bookmark = data[name];
        if (bookmark) listener(toEvent(bookmark));
      },
    );
  const saved = (bookmark: Bookmark): BookmarkEvent => ({ kind: 'saved', bookmark: complete(bookmark) });
  const stops = [
    follow('onCreateBookmark', saved),
    follow('onUpdateBookmark', saved),
    follow('onDeleteBookmark', ({ startupId }) => ({ kind: 'removed', startupId })),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Rows written by other clients may leave out what is optional in the schema. */
function complete(bookmark: Bookmark): Bookmark {
  return {
    ...bookmark,
    status: bookmark.status ?? 'saved',
    note: bookmark.note ?? null,
    passReason: bookmark.passReason ?? null,
  };
}

/** The generated mutations write on a condition: create where there is none, update and delete where there is one. */
function isConditionFailure(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof GraphqlFailure && (cause.errorType ?? '').includes('ConditionalCheckFailed');
}
