import type { ResultOf, VariablesOf } from 'gql.tada';
import type { Bookmark, BookmarkStatus, PassReason } from '../../amplify/domain/bookmark';
import { visibleText } from '../../amplify/domain/visible-text';
import { ApiError, GraphqlFailure, toApiError } from './errors';
import { presentItems } from './connection';
import { request } from './graphql';
import {
  createBookmarkMutation,
  deleteBookmarkMutation,
  getBookmarkQuery,
  listBookmarksQuery,
  onCreateBookmarkSubscription,
  onDeleteBookmarkSubscription,
  onUpdateBookmarkSubscription,
  updateBookmarkMutation,
} from './operations/portfolio';
import { ownId } from './session';

/** An investor's decision about a startup. */
export interface BookmarkChange {
  status: BookmarkStatus;
  note: string | null;
  passReason: PassReason | null;
}

/** A write of a bookmark. */
export interface BookmarkWrite {
  /** The bookmark to create if none is stored. */
  whole: BookmarkChange;
  /** The fields to change if one is stored. Other stored fields may be newer than this page's. */
  change: Partial<BookmarkChange>;
  /** The note that the investor edited. If the stored note differs, nothing is written. */
  expectedNote?: string | null;
}

export type BookmarkEvent = { kind: 'saved'; bookmark: Bookmark } | { kind: 'removed'; startupId: string };

/** All bookmarks, those of passed startups included, in no order. Throws ApiError. */
export async function listBookmarks(): Promise<Bookmark[]> {
  const userId = await ownId();
  const bookmarks: Bookmark[] = [];
  let nextToken: string | null | undefined = null;
  do {
    const data: ResultOf<typeof listBookmarksQuery> = await request(listBookmarksQuery, {
      userId,
      limit: 100,
      nextToken,
    });
    bookmarks.push(...presentItems(data.listBookmarks).map(complete));
    nextToken = data.listBookmarks?.nextToken;
  } while (nextToken);
  return bookmarks;
}

/** The stored bookmark; null when there is none. Throws ApiError. */
export async function getBookmark(startupId: string): Promise<Bookmark | null> {
  const data = await request(getBookmarkQuery, { userId: await ownId(), startupId });
  return data.getBookmark && complete(data.getBookmark);
}

/**
 * Creates or changes a bookmark. `exists` says whether the page shows one; the stored row may differ. Throws ApiError,
 * `conflict` when the stored note is not the expected one.
 */
export async function saveBookmark(
  startup: { id: string; name: string },
  { whole, change, expectedNote }: BookmarkWrite,
  exists: boolean,
): Promise<Bookmark> {
  const key = { userId: await ownId(), startupId: startup.id, startupName: startup.name.slice(0, 200) };
  const create = async () => {
    const data = await request(createBookmarkMutation, { input: { ...key, ...whole } });
    return stored(data.createBookmark);
  };
  const update = async () => {
    const variables = { input: { ...key, ...change }, condition: noteIs(expectedNote) };
    const data = await request(updateBookmarkMutation, variables);
    return stored(data.updateBookmark);
  };
  try {
    return await (exists ? update() : create());
  } catch (error) {
    // The stored row exists although `exists` is false, or the reverse, or its note is not the expected one.
    if (!isConditionFailure(error)) throw error;
    const found = await getBookmark(startup.id);
    if (!found) return create();
    if (expectedNote !== undefined && found.note !== expectedNote) throw new ApiError('conflict');
    return update();
  }
}

/** The condition that the stored note is the given one. A row without a note has null or no attribute. */
function noteIs(note: string | null | undefined): VariablesOf<typeof updateBookmarkMutation>['condition'] {
  if (note === undefined) return null;
  if (note !== null) return { note: { eq: note } };
  return { or: [{ note: { attributeExists: false } }, { note: { attributeType: '_null' } }] };
}

/** Deletes a bookmark. Succeeds if there is none. Throws ApiError. */
export async function removeBookmark(startupId: string): Promise<void> {
  const input = { userId: await ownId(), startupId };
  try {
    await request(deleteBookmarkMutation, { input });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}

/**
 * Calls the listener for every change that the investor makes, on any device. Resolves with a function that ends the
 * subscription. Loads Amplify's realtime client, which is large. Throws ApiError.
 */
export async function subscribeToBookmarks(listener: (event: BookmarkEvent) => void): Promise<() => void> {
  const userId = await ownId();
  const { openSubscription } = await import('./realtime').catch((error: unknown) => {
    throw toApiError(error);
  });
  const saved = (row: BookmarkRow | null) => row && listener({ kind: 'saved', bookmark: complete(row) });
  const removed = (row: BookmarkRow | null) => row && listener({ kind: 'removed', startupId: row.startupId });
  const stops = [
    openSubscription(onCreateBookmarkSubscription, { userId }, (data) => saved(data.onCreateBookmark)),
    openSubscription(onUpdateBookmarkSubscription, { userId }, (data) => saved(data.onUpdateBookmark)),
    openSubscription(onDeleteBookmarkSubscription, { userId }, (data) => removed(data.onDeleteBookmark)),
  ];
  return () => stops.forEach((stop) => stop());
}

type BookmarkRow = NonNullable<ResultOf<typeof getBookmarkQuery>['getBookmark']>;

/** Another client can leave out the status. A name in a live update is cleaned here; `request` cleans the others. */
function complete(row: BookmarkRow): Bookmark {
  return { ...row, startupName: visibleText(row.startupName), status: row.status ?? 'saved' };
}

/** The row that a mutation wrote. AppSync leaves it out only when it returns an error. */
function stored(row: BookmarkRow | null): Bookmark {
  if (!row) throw new ApiError('fault');
  return complete(row);
}

/** The generated mutations are conditional writes: create requires that there is no row, update and delete require one. */
function isConditionFailure(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof GraphqlFailure && (cause.errorType ?? '').includes('ConditionalCheckFailed');
}
