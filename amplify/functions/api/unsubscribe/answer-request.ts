import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { TransientError } from '../../../domain/errors';
import { isUnsubscribeToken, unsubscribe, type UnsubscribeDependencies } from './unsubscribe';
import { createPages, FROM_PAGE, type Page } from './unsubscribe-pages';

/** Only what is used of a function URL's event, payload format 2.0. */
export type UnsubscribeRequest = Pick<LambdaFunctionURLEvent, 'queryStringParameters' | 'body' | 'isBase64Encoded'> & {
  requestContext: { http: { method: string } };
};
export type UnsubscribeAnswer = Exclude<LambdaFunctionURLResult, string>;

/**
 * The public door (RFC 8058). GET changes nothing, since scanners fetch every link; POST stops the email. A mail
 * reader's POST is answered blank, the page's own with a page. No cookie is read or set.
 */
export function createUnsubscribeDoor(deps: UnsubscribeDependencies & { appUrl: string }) {
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

/** The page's form says so in its body; what a mail reader sends is only `List-Unsubscribe=One-Click`. */
function isFromPage({ body, isBase64Encoded }: UnsubscribeRequest): boolean {
  const text = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString();
  return new URLSearchParams(text).has(FROM_PAGE);
}
