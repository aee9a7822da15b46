export const INBOX_PAGE = '<!doctype html><title>Inbox</title>';
