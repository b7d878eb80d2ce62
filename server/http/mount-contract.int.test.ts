/** Promise: V5 V6 at the door: no gap between contract and handlers, and what a handler returns is checked first. */
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEndpoints, type Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { problemSchema, ProblemError } from '../../shared/contracts/core/problem.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { createAccessTokens } from '../features/auth/access-token.ts';
import { createAuthenticate } from '../features/auth/authenticate.ts';
import { createTestServer, testAccessKey, type TestServer, type TestUser } from '../testing/test-server.ts';
import { createRequireMonitoring, createRequirePbx, createSenders } from './callers.ts';
import { createHttp } from './create-http.ts';
import { type HandlerInput, type HandlerOutput, Refusal } from './handlers.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';
import { mountContract } from './mount-contract.ts';

const write = {
  method: 'post',
  summary: 'A write',
  access: 'signed-in',
  effect: 'write',
  audit: 'feedback.sent',
  idempotency: 'none',
  caller: 'external',
  offline: 'online',
  replies: { 200: z.object({ note: z.string() }) },
  errors: [],
} as const;

const endpoints = defineEndpoints({
  good: { ...write, path: '/api/t/good', body: z.object({ n: z.int(), deep: z.object({ s: z.string() }) }) },
  undeclared: { ...write, path: '/api/t/undeclared' },
  misshapen: { ...write, path: '/api/t/misshapen' },
  refused: { ...write, path: '/api/t/refused' },
  thrown: { ...write, path: '/api/t/thrown' },
  keyed: { ...write, path: '/api/t/keyed', idempotency: 'optional' },
  openWithoutWork: { ...write, path: '/api/t/open', access: 'public' },
  fixed: {
    method: 'get',
    path: '/api/t/items/current',
    summary: 'A fixed path beside a parameter',
    access: 'public',
    effect: 'read',
    caller: 'external',
    offline: 'online',
    replies: { 200: z.object({ which: z.string() }) },
    errors: [],
  },
  byId: {
    method: 'get',
    path: '/api/t/items/:id',
    summary: 'By id',
    access: 'public',
    effect: 'read',
    caller: 'external',
    offline: 'online',
    params: z.object({ id: z.string() }),
    replies: { 200: z.object({ which: z.string() }) },
    errors: [],
  },
});

type WriteInput = HandlerInput<(typeof endpoints)['good']>;
const insertLock = async (work: WriteInput['work'], name: string): Promise<void> => {
  await work.database
    .insertInto('sign_in_locks')
    .values({ email_hash: name, failures: 1, last_failed_at: work.at })
    .execute();
};

let effects = 0;
const handlers = {
  good: ({ body }: WriteInput): HandlerOutput<(typeof endpoints)['good']> => ({
    status: 200,
    body: { note: `${body.n} ${body.deep.s}` },
  }),
  undeclared: async ({ work }: WriteInput) => {
    await insertLock(work, 'undeclared');
    return { status: 418, body: { note: '' } };
  },
  misshapen: async ({ work }: WriteInput) => {
    await insertLock(work, 'misshapen');
    return { status: 200, body: { note: 7 } };
  },
  refused: async ({ work }: WriteInput) => {
    await insertLock(work, 'refused');
    return new Refusal('call.refused', new ProblemError('compliance/blocked', { detail: { why: 'hours' } }));
  },
  thrown: async ({ work }: WriteInput) => {
    await insertLock(work, 'thrown');
    throw new ProblemError('sync/version-conflict', { detail: { version: 3 } });
  },
  keyed: () => ({ status: 200, body: { note: String((effects += 1)) } }),
  openWithoutWork: () => ({ status: 200, body: { note: 'nobody audited this' } }),
  fixed: () => ({ status: 200, body: { which: 'current' } }),
  byId: ({ params }: { params: { id: string } }) => ({ status: 200, body: { which: params.id } }),
};

describe('the contract binding', () => {
  let server: TestServer;
  let user: TestUser;
  let url: string;
  let listener: http.Server;
  const log: string[] = [];

  const mount = (table: Readonly<Record<string, Endpoint>>, given: object) => {
    const logger = createLogger('warn', { write: (line) => void log.push(line) });
    const streams = new Set<never>();
    return createHttp({
      logger,
      clock: systemClock,
      metrics: createMetrics(streams),
      limits: { address: 1e6, session: 1e6, queued: 1e6, signIn: 1e6 },
      trustProxy: 'loopback',
      mount: (app) =>
        mountContract(app, table, given, {
          database: server.database,
          clock: systemClock,
          authenticate: createAuthenticate(createAccessTokens(testAccessKey, systemClock)),
          requirePbx: createRequirePbx(undefined),
          requireSender: (request) => void createSenders([]).require(request.get('authorization')),
          requireMonitoring: createRequireMonitoring(undefined),
          streams,
        }),
    });
  };
  beforeAll(async () => {
    server = await createTestServer();
    user = await server.addUser('agent');
    listener = http.createServer(mount(endpoints, handlers)).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(async () => {
    listener.closeAllConnections();
    listener.close();
    await server.close();
  });

  const post = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const received: unknown = await response.json();
    return { status: response.status, body: received, headers: response.headers };
  };
  const audited = async () => (await server.sql('select action from audit_log')).length;
  const written = async (name: string) =>
    (await server.sql('select 1 from sign_in_locks where email_hash = $1', [name])).length;

  it('does not start with a missing handler, a left-over one, or an endpoint without permission or audit action', () => {
    const { good: _good, ...missing } = handlers;
    expect(() => mount(endpoints, missing)).toThrow('good: no handler');
    expect(() => mount(endpoints, { ...handlers, more: handlers.good })).toThrow('more: handler without endpoint');
    const withoutPermission: Record<string, unknown> = { ...endpoints.good, access: undefined };
    const withoutAudit: Record<string, unknown> = { ...endpoints.good, audit: undefined };
    expect(() => mount(tableWith(withoutPermission), handlers)).toThrow('good: no access rule');
    expect(() => mount(tableWith(withoutAudit), handlers)).toThrow('good: no audit action');
  });

  it('names every field that is wrong', async () => {
    const reply = await post('/api/t/good', { n: 'x', deep: {} });
    const problem = problemSchema.parse(reply.body);
    expect(reply.status).toBe(400);
    expect(problem.issues?.map((issue) => issue.path)).toEqual(['body.n', 'body.deep.s']);
    expect(problem.request_id).toBe(reply.headers.get('x-request-id'));
  });

  it('answers 500 to an undeclared status or another shape, keeps nothing and says so in the log', async () => {
    const before = await audited();
    for (const name of ['undeclared', 'misshapen']) {
      log.length = 0;
      const reply = await post(`/api/t/${name}`, {});
      expect(reply).toMatchObject({ status: 500, body: { code: 'server/internal' } });
      expect(log.join('')).toContain(name === 'undeclared' ? 'undeclared status 418' : 'another shape');
      expect(await written(name)).toBe(0);
    }
    expect(await audited()).toBe(before);
  });

  it('keeps what a refusal wrote, with its own audit action, and nothing of a thrown problem', async () => {
    expect(await post('/api/t/refused', {})).toMatchObject({ status: 422, body: { detail: { why: 'hours' } } });
    expect(await written('refused')).toBe(1);
    expect(await server.sql("select 1 from audit_log where action = 'call.refused'")).toHaveLength(1);
    expect(await post('/api/t/thrown', {})).toMatchObject({ status: 409, body: { detail: { version: 3 } } });
    expect(await written('thrown')).toBe(0);
  });

  it('does not answer a public write that committed no audited work', async () => {
    expect((await post('/api/t/open', {})).status).toBe(500);
  });

  it('obeys an optional key when there is one, and refuses a key that is none', async () => {
    const key = { 'idempotency-key': 'optional-key-1' };
    const first = await post('/api/t/keyed', {}, key);
    expect((await post('/api/t/keyed', {}, key)).body).toEqual(first.body);
    expect((await post('/api/t/keyed', {})).body).not.toEqual(first.body);
    expect((await post('/api/t/keyed', {}, { 'idempotency-key': 'short' })).status).toBe(400);
  });

  it('takes a fixed path before a parameter', async () => {
    for (const which of ['current', 'other']) {
      const response = await fetch(`${url}/api/t/items/${which}`);
      expect(await response.json()).toEqual({ which });
    }
  });

  it('answers whatever cannot be read with a problem', async () => {
    expect(await post('/api/t/good', '{"n":')).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    const large = { n: 1, deep: { s: 'x'.repeat(300_000) } };
    expect(await post('/api/t/good', large)).toMatchObject({ status: 413, body: { code: 'request/too-large' } });
    expect(await post('/api/t/nowhere', {})).toMatchObject({ status: 404, body: { code: 'request/not-found' } });
    const encoded = { 'content-encoding': 'compress' };
    expect((await post('/api/t/good', {}, encoded)).body).toMatchObject({ code: 'request/invalid' });
  });

  it('lets nobody in without a token, and takes over a sane request id only', async () => {
    const response = await fetch(`${url}/api/t/refused`, {
      method: 'POST',
      headers: { 'x-request-id': 'from-the-desk-1' },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('x-request-id')).toBe('from-the-desk-1');
    const odd = await fetch(`${url}/api/t/refused`, { method: 'POST', headers: { 'x-request-id': '"><script>' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** The table with an endpoint that does not compile, as a plain JavaScript caller could write it. */
function tableWith(good: Record<string, unknown>): Readonly<Record<string, Endpoint>> {
  const table: Record<string, Endpoint> = { ...endpoints };
  Reflect.set(table, 'good', good);
  return table;
}
