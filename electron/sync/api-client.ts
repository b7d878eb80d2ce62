/**
 * The desktop's only way to the server. Typed by the contract: `call('startCall', { body })` cannot name a path, a method
 * or a field the server does not serve. Every reply is parsed; nothing is thrown.
 *
 * axios with its fetch adapter over Electron's `net.fetch`, so that system proxies, PAC files and the operating system's
 * certificates count. Access tokens never leave this process. One person's request is never sent, nor its answer believed,
 * in the session of the next.
 */
import { type AxiosInstance, type AxiosResponse, create } from 'axios';
import { z } from 'zod';
import { type Contract, contract, type EndpointId } from '../../shared/contracts/contract.ts';
import type { BodyOf, Endpoint, RequestOf } from '../../shared/contracts/core/define-endpoint.ts';
import { createProblem, type Problem, problemSchema } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../shared/contracts/core/result.ts';

export type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>;

export type CallOptions = {
  idempotencyKey?: string;
  /** A DPoP proof (RFC 9449) for sign-in and refresh. */
  dpop?: string;
  timeoutMs?: number;
};

/** What goes with a stream; a body that is itself a stream is sent once and never again. */
export type StreamRequest = {
  query?: Readonly<Record<string, string | undefined>>;
  contentType: string;
  body: string | ReadableStream<Uint8Array>;
};

/** Where access tokens come from; auth fills it in. */
export type Authorizer = {
  /** Another number each time somebody signs in or out: what was asked in one session is not for the next. */
  session: () => number;
  /** A token that is still good for a moment, or the problem. `isRejected`: the server has just refused the last one. */
  accessToken: (isRejected: boolean) => Promise<Result<string>>;
  /** The server says this session is over. */
  sessionRefused: (problem: Problem) => void;
};

export type ApiClient = {
  call: <I extends EndpointId>(
    id: I,
    request: RequestOf<Contract[I]>,
    options?: CallOptions,
  ) => Promise<Result<BodyOf<Contract[I]>>>;
  /** Opens an endpoint that streams, or sends it a stream; the caller reads and closes. */
  stream: (
    id: EndpointId,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    sent?: StreamRequest,
  ) => Promise<Result<Response>>;
  /** Absolute address of an endpoint without parameters. */
  urlOf: (id: EndpointId) => string;
};

type ClientDependencies = {
  fetch: Fetch;
  baseUrl: () => string;
  authorizer: () => Authorizer;
  /** Whether the server answered at all, told after each call. */
  reachability: (isReachable: boolean) => void;
  /** The `Date` of each answer. */
  serverTime?: (date: string) => void;
};

const defaultTimeoutMs = 15_000;
const sessionOver: ReadonlySet<string> = new Set([
  'auth/session-ended',
  'auth/refresh-reused',
  'auth/wrong-device',
  'auth/required',
]);

type AnyRequest = { params?: unknown; query?: unknown; body?: unknown };

/** `/api/calls/:id/events` with `{ id }`; every parameter is encoded. */
export function pathOf(endpoint: Endpoint, params: unknown): string {
  const values: Record<string, unknown> = typeof params === 'object' ? { ...params } : {};
  return endpoint.path.replace(/:([a-z_]+)/g, (_whole, name: string) => encodeURIComponent(String(values[name])));
}

const searchOf = (query: StreamRequest['query'] = {}): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

/** Whoever asked is not signed in any more. */
const left = (): Result<never> => failed(createProblem('auth/required'));
const mismatch = (status: number): Problem => createProblem('network/contract-mismatch', { detail: { status } });

function readReply(endpoint: Endpoint, response: AxiosResponse<unknown>): Result<unknown> {
  let body: unknown;
  try {
    body = JSON.parse(String(response.data));
  } catch {
    return failed(mismatch(response.status));
  }
  const schema = endpoint.replies[response.status];
  if (schema) {
    const parsed = z.safeParse(schema, body);
    return parsed.success ? ok(parsed.data) : failed(mismatch(response.status));
  }
  const problem = problemSchema.safeParse(body);
  return failed(problem.success ? problem.data : mismatch(response.status));
}

export function createApiClient({
  fetch,
  baseUrl,
  authorizer,
  reachability,
  serverTime,
}: ClientDependencies): ApiClient {
  const http: AxiosInstance = create({
    adapter: 'fetch',
    env: { fetch: (input, init) => fetch(input instanceof URL ? input.href : input, init) },
    responseType: 'text',
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
    // The API never redirects; a proxy that does must not get our headers.
    fetchOptions: { redirect: 'error', cache: 'no-store' },
  });

  async function once(
    endpoint: Endpoint,
    request: AnyRequest,
    options: CallOptions,
    token: string | null,
  ): Promise<Result<unknown>> {
    try {
      const response: AxiosResponse<unknown> = await http.request({
        baseURL: baseUrl(),
        url: pathOf(endpoint, request.params),
        method: endpoint.method,
        timeout: options.timeoutMs ?? defaultTimeoutMs,
        ...(request.query === undefined ? {} : { params: request.query }),
        ...(request.body === undefined ? {} : { data: request.body }),
        headers: {
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
          ...(options.dpop === undefined ? {} : { dpop: options.dpop }),
        },
      });
      reachability(true);
      const date: unknown = response.headers['date'];
      if (typeof date === 'string') serverTime?.(date);
      return readReply(endpoint, response);
    } catch {
      reachability(false);
      return failed(createProblem('network/offline'));
    }
  }

  async function authorized(
    endpoint: Endpoint,
    request: AnyRequest,
    options: CallOptions,
    isLeft: () => boolean,
  ): Promise<Result<unknown>> {
    const token = await authorizer().accessToken(false);
    if (isLeft()) return left();
    if (!token.ok) return token;
    const first = await once(endpoint, request, options, token.value);
    if (isLeft() || first.ok || first.problem.code !== 'auth/token-expired') return first;
    const renewed = await authorizer().accessToken(true);
    if (isLeft()) return left();
    return renewed.ok ? once(endpoint, request, options, renewed.value) : renewed;
  }
  function leaving(): () => boolean {
    const session = authorizer().session();
    return () => authorizer().session() !== session;
  }

  function call<I extends EndpointId>(
    id: I,
    request: RequestOf<Contract[I]>,
    options?: CallOptions,
  ): Promise<Result<BodyOf<Contract[I]>>>;
  /** The schema of this very endpoint's reply has been applied to what is returned. */
  async function call(id: EndpointId, request: AnyRequest, options: CallOptions = {}): Promise<Result<unknown>> {
    const endpoint: Endpoint = contract[id];
    if (endpoint.access === 'public') return once(endpoint, request, options, null);
    const isLeft = leaving();
    const result = await authorized(endpoint, request, options, isLeft);
    if (isLeft()) return left();
    if (!result.ok && sessionOver.has(result.problem.code)) authorizer().sessionRefused(result.problem);
    return result;
  }

  return {
    call,
    stream: async (id, headers, signal, sent) => {
      const isLeft = leaving();
      const token = await authorizer().accessToken(false);
      if (isLeft()) return left();
      if (!token.ok) return token;
      try {
        const type = sent === undefined ? {} : { 'content-type': sent.contentType };
        const init: RequestInit & { duplex?: 'half' } = sent === undefined ? {} : { body: sent.body, duplex: 'half' };
        const response = await fetch(`${baseUrl()}${contract[id].path}${searchOf(sent?.query)}`, {
          ...init,
          method: contract[id].method.toUpperCase(),
          headers: { accept: 'text/event-stream', authorization: `Bearer ${token.value}`, ...type, ...headers },
          signal,
          redirect: 'error',
          cache: 'no-store',
        });
        if (response.ok && response.body) return ok(response);
        const problem = problemSchema.safeParse(await response.json().catch(() => null));
        if (isLeft()) return left();
        if (problem.success && problem.data.code === 'auth/token-expired') await authorizer().accessToken(true);
        if (problem.success && sessionOver.has(problem.data.code)) authorizer().sessionRefused(problem.data);
        return failed(problem.success ? problem.data : mismatch(response.status));
      } catch {
        return failed(createProblem('network/offline'));
      }
    },
    urlOf: (id) => `${baseUrl()}${contract[id].path}`,
  };
}
