// Generated from the synthesised GraphQL schema by `npm run docs:generate`.

import { graphql } from '../document';

export const listBookmarksQuery = graphql(`
  query ListBookmarksQuery(
    $userId: ID
    $startupId: ModelIDKeyConditionInput
    $filter: ModelBookmarkFilterInput
    $limit: Int
    $nextToken: String
    $sortDirection: ModelSortDirection
  ) {
    listBookmarks(
      userId: $userId
      startupId: $startupId
      filter: $filter
      limit: $limit
      nextToken: $nextToken
      sortDirection: $sortDirection
    ) {
      items {
        userId
        startupId
        startupName
        status
        note
        passReason
        createdAt
        updatedAt
      }
      nextToken
    }
  }
`);

export const getBookmarkQuery = graphql(`
  query GetBookmarkQuery($userId: ID!, $startupId: ID!) {
    getBookmark(userId: $userId, startupId: $startupId) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const createBookmarkMutation = graphql(`
  mutation CreateBookmarkMutation($input: CreateBookmarkInput!, $condition: ModelBookmarkConditionInput) {
    createBookmark(input: $input, condition: $condition) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const updateBookmarkMutation = graphql(`
  mutation UpdateBookmarkMutation($input: UpdateBookmarkInput!, $condition: ModelBookmarkConditionInput) {
    updateBookmark(input: $input, condition: $condition) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const deleteBookmarkMutation = graphql(`
  mutation DeleteBookmarkMutation($input: DeleteBookmarkInput!, $condition: ModelBookmarkConditionInput) {
    deleteBookmark(input: $input, condition: $condition) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const onCreateBookmarkSubscription = graphql(`
  subscription OnCreateBookmarkSubscription($filter: ModelSubscriptionBookmarkFilterInput, $userId: String) {
    onCreateBookmark(filter: $filter, userId: $userId) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const onUpdateBookmarkSubscription = graphql(`
  subscription OnUpdateBookmarkSubscription($filter: ModelSubscriptionBookmarkFilterInput, $userId: String) {
    onUpdateBookmark(filter: $filter, userId: $userId) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);

export const onDeleteBookmarkSubscription = graphql(`
  subscription OnDeleteBookmarkSubscription($filter: ModelSubscriptionBookmarkFilterInput, $userId: String) {
    onDeleteBookmark(filter: $filter, userId: $userId) {
      userId
      startupId
      startupName
      status
      note
      passReason
      createdAt
      updatedAt
    }
  }
`);
