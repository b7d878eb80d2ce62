/** Requests Chromium stops at: navigation for `will-navigate`, and the app's own scheme for `protocol.handle`. */
import type { HeaderEntry, PausedRequest } from '../chromium/cdp-types.ts';
import type { CdpSession } from '../chromium/connection.ts';
import { handlerOf, toExternalUrl, toInternalPolicy } from './protocol.ts';
import type { Session } from './session.ts';

type Headers = Record<string, string | string[]>;
export type PageRequest = {
  session: Session;
  contentsId: number;
  isMainDocument: boolean;
};

/** Answers a request below the app's scheme from its handler; every other goes on to the network. */
export async function answerRequest(cdp: CdpSession, paused: PausedRequest, page: PageRequest): Promise<void> {
  const { requestId, request } = paused;
  const url = toExternalUrl(request.url);
  const handler = url === request.url ? undefined : handlerOf(url.slice(0, url.indexOf(':')));
  if (!handler) {
    cdp.tell('Fetch.continueRequest', { requestId });
    return;
  }
  if (paused.resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico') {
    // The browser asks for it, Electron does not.
    cdp.tell('Fetch.fulfillRequest', { requestId, responseCode: 404 });
    return;
  }
  const init: RequestInit = { method: request.method, headers: request.headers };
  if (request.hasPostData && request.postData !== undefined) init.body = request.postData;
  const response = await handler(new Request(url, init));
  const headers = await filteredHeaders(url, request.method, response, page);
  if (!headers) {
    cdp.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = Object.entries(headers).flatMap(([name, values]) => toEntries(name, values));
  cdp.tell('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
}

function toEntries(name: string, values: string | string[]): HeaderEntry[] {
  const isPolicy = name.toLowerCase().startsWith('content-security-policy');
  return [values].flat().map((value) => ({ name, value: isPolicy ? toInternalPolicy(value) : value }));
}

async function filteredHeaders(
  url: string,
  method: string,
  response: Response,
  page: PageRequest,
): Promise<Headers | null> {
  const own: Headers = Object.fromEntries([...response.headers].map(([name, value]) => [name, [value]]));
  const listener = page.session._headersListener;
  if (!listener) return own;
  const resourceType = page.isMainDocument ? 'mainFrame' : 'other';
  const details = {
    url,
    method,
    resourceType,
    statusCode: response.status,
    responseHeaders: own,
    webContentsId: page.contentsId,
  };
  const answer = await new Promise<{ cancel?: boolean; responseHeaders?: Headers }>((resolve) => {
    listener(details, resolve);
  });
  return answer.cancel ? null : (answer.responseHeaders ?? own);
}
