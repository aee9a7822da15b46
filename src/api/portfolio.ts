import type { Bookmark, BookmarkStatus, PassReason } from '../../amplify/domain/bookmark';
import { visibleText } from '../../amplify/domain/visible-text';
import { ApiError, GraphqlFailure, toApiError } from './errors';
import { request } from './graphql';
import { fieldsOf } from './selection';
import { ownId } from './session';

/** What an investor decides about a startup. */
export interface BookmarkChange {
  status: BookmarkStatus;
  note: string | null;
  passReason: PassReason | null;
}

/** A write of a bookmark. */
export interface BookmarkWrite {
  /** What there is to be where nothing is yet. */
  whole: BookmarkChange;
  /** What changes where there is one: what it leaves out may be newer than what is known here. */
  change: Partial<BookmarkChange>;
  /** The note that a new one was written over. When another one is stored, nothing is written. */
  expectedNote?: string | null;
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

const GET = /* GraphQL */ `query Bookmark($userId: ID!, $startupId: ID!) {
  getBookmark(userId: $userId, startupId: $startupId) { ${FIELDS} }
}`;

const CREATE = /* GraphQL */ `mutation SaveBookmark($input: CreateBookmarkInput!) {
  createBookmark(input: $input) { ${FIELDS} }
}`;

const UPDATE = /* GraphQL */ `mutation UpdateBookmark(
  $input: UpdateBookmarkInput!, $condition: ModelBookmarkConditionInput
) {
  updateBookmark(input: $input, condition: $condition) { ${FIELDS} }
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

/** One bookmark as it is stored now; null when there is none. Throws ApiError. */
export async function getBookmark(startupId: string): Promise<Bookmark | null> {
  const data = await request<{ getBookmark: Bookmark | null }>(GET, { userId: await ownId(), startupId });
  return data.getBookmark && complete(data.getBookmark);
}

/**
 * Puts a startup into the portfolio, or changes what stands there already; `exists` is what is thought. Throws ApiError,
 * `conflict` when the stored note is not the expected one.
 */
export async function saveBookmark(
  startup: { id: string; name: string },
  { whole, change, expectedNote }: BookmarkWrite,
  exists: boolean,
): Promise<Bookmark> {
  const key = { userId: await ownId(), startupId: startup.id, startupName: startup.name.slice(0, 200) };
  const write = async (document: string, variables: object) => {
    const data = await request<Record<string, Bookmark>>(document, variables);
    return complete(Object.values(data)[0]!);
  };
  const create = () => write(CREATE, { input: { ...key, ...whole } });
  const update = () => write(UPDATE, { input: { ...key, ...change }, condition: noteIs(expectedNote) });
  try {
    return await (exists ? update() : create());
  } catch (error) {
    // It exists though we thought not, the other way round, or its note is another one.
    if (!isConditionFailure(error)) throw error;
    const stored = await getBookmark(startup.id);
    if (!stored) return create();
    if (expectedNote !== undefined && stored.note !== expectedNote) throw new ApiError('conflict');
    return update();
  }
}

/** The condition that the stored note is the one given. No note is kept as null or not at all. */
function noteIs(note: string | null | undefined): object | null {
  if (note === undefined) return null;
  if (note !== null) return { note: { eq: note } };
  return { or: [{ note: { attributeExists: false } }, { note: { attributeType: '_null' } }] };
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

/**
 * Rows written by other clients may leave out what is optional in the schema. A name that comes with a live update is
 * cleaned here; `request` cleans the others.
 */
function complete(bookmark: Bookmark): Bookmark {
  return {
    ...bookmark,
    startupName: visibleText(bookmark.startupName),
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
