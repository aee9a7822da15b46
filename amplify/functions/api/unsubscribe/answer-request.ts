import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { TransientError } from '../../../domain/errors';
import { isUnsubscribeToken, unsubscribe, type UnsubscribeDependencies } from './unsubscribe';
import { createPages, FROM_PAGE, type Page } from './unsubscribe-pages';

/** The fields of a function URL's event (payload format 2.0) that are used. */
export type UnsubscribeRequest = Pick<LambdaFunctionURLEvent, 'queryStringParameters' | 'body' | 'isBase64Encoded'> & {
  requestContext: { http: { method: string } };
};
export type UnsubscribeAnswer = Exclude<LambdaFunctionURLResult, string>;

/**
 * Answers requests to the public unsubscribe link (RFC 8058). GET changes nothing, because scanners fetch every link.
 * POST stops the email. The answer to a mail program's POST is empty; the answer to the page's form is a page. No
 * cookie is read or set.
 */
export function createRequestAnswerer(deps: UnsubscribeDependencies & { appUrl: string }) {
  const pages = createPages(deps.appUrl);
  return async (request: UnsubscribeRequest): Promise<{ answer: UnsubscribeAnswer; stopped: boolean }> => {
    const { method } = request.requestContext.http;
    const token = request.queryStringParameters?.['token'] ?? '';
    try {
      if (method === 'GET' || method === 'HEAD') {
        const page = (await isUnsubscribeToken(deps, token)) ? pages.ask : pages.unknown;
        return { answer: page, stopped: false };
      }
      if (method !== 'POST') {
        return { answer: { ...pages.unknown, statusCode: 405, headers: allowing(pages.unknown) }, stopped: false };
      }
      if (!(await unsubscribe(deps, token))) return { answer: pages.unknown, stopped: false };
      return { answer: isFromPage(request) ? pages.stopped : BLANK, stopped: true };
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      return { answer: pages.later, stopped: false };
    }
  };
}

const BLANK: UnsubscribeAnswer = { statusCode: 200, headers: { 'cache-control': 'no-store' }, body: '' };

const allowing = ({ headers }: Page) => ({ ...headers, allow: 'GET, HEAD, POST' });

/** The page's form has a field of its own. A mail program sends `List-Unsubscribe=One-Click` and nothing else. */
function isFromPage({ body, isBase64Encoded }: UnsubscribeRequest): boolean {
  const text = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString();
  return new URLSearchParams(text).has(FROM_PAGE);
}
