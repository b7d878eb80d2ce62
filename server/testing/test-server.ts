/**
 * The real server for a test: the whole application on a free port, with a database of its own.
 *
 *   const server = await createTestServer();
 *   const agent = await server.addUser('agent');
 *   const reply = await server.call('getCurrentOrganization', {}, agent.token);
 *   expect(reply.status).toBe(200);
 *   await server.close();
 */
import { once } from 'node:events';
import http from 'node:http';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { contract, type Contract, type EndpointId } from '../../shared/contracts/contract.ts';
import type { BodyOf, Endpoint, RequestOf } from '../../shared/contracts/core/define-endpoint.ts';
import { type Problem, problemSchema } from '../../shared/contracts/core/problem.ts';
import type { Role } from '../../shared/domain/access/permissions.ts';
import { type Clock, isoNow, systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { type Config, readConfig } from '../app/config.ts';
import { createApp } from '../app/create-app.ts';
import { type DatabaseDoor, openDatabase } from '../db/database.ts';
import { createAccessTokens } from '../features/auth/index.ts';
import type { LiveFeed } from '../features/live/index.ts';
import { createLogger } from '../http/logging.ts';
import type { JobTasks } from '../jobs/job-runner.ts';
import type { LimitsPerMinute } from '../http/limits.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { insertTestOrganization } from './test-organization.ts';

export type TestUser = {
  id: string;
  organizationId: string;
  sessionId: string;
  email: string;
  role: Role;
  sipUser: string;
  /** An access token of an open session. */
  token: string;
};

/** What `call` gives: the parsed body of a declared status, or the problem. */
export type CallReply<E extends Endpoint> = { headers: Headers } & (
  { ok: true; status: number; body: BodyOf<E> } | { ok: false; status: number; problem: Problem }
);

export type CallExtras = {
  token?: string | undefined;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** The file of an endpoint that takes one. */
  upload?: string | ReadableStream<Uint8Array>;
};

type OrganizationGiven = { name?: string; isPractice?: boolean; zone?: string; isTakenOver?: boolean };

export type TestServer = {
  url: string;
  config: Config;
  database: DatabaseDoor;
  liveFeed: LiveFeed;
  /** What the job runner would run. */
  tasks: JobTasks;
  /** Of this server's own database, as the owner. */
  connectionString: string;
  sql: TestDatabase['query'];
  /** Runs one statement in a transaction that stays open until `until`: to hold a lock that others wait for. */
  holdLock: TestDatabase['holdLock'];
  /** The organisation that `addUser` uses unless told otherwise. */
  organizationId: string;
  addOrganization(given?: OrganizationGiven): Promise<string>;
  /** A person with an open session, without going through sign-in. */
  addUser(
    role: Role,
    given?: { id?: string; organizationId?: string; email?: string; passwordHash?: string },
  ): Promise<TestUser>;
  /** Another open session of a person, with an access token that is fresh at the clock's time. */
  addSession(user: Pick<TestUser, 'id' | 'organizationId'>): Promise<{ sessionId: string; token: string }>;
  /** Calls an endpoint as the contract declares it; the last argument is an access token or headers and keys. */
  call<Id extends EndpointId>(
    id: Id,
    request: RequestOf<Contract[Id]>,
    caller?: string | CallExtras,
  ): Promise<CallReply<Contract[Id]>>;
  close(): Promise<void>;
};

export type TestServerOptions = {
  clock?: Clock;
  /** Environment variables of the server. */
  environment?: Record<string, string>;
  limits?: LimitsPerMinute;
};

const noLimits: LimitsPerMinute = { address: 1e9, session: 1e9, queued: 1e9, signIn: 1e9 };
/** Signs the access tokens of test servers; as `DESKLINE_ACCESS_KEY` and as bytes. */
export const testAccessKeyText = 'an access key for tests, 32 bytes or more';
export const testAccessKey = new TextEncoder().encode(testAccessKeyText);
export const testPbxSecret = 'pbx-secret-of-the-tests';
/** Sends messages for the organisation of a test server; its person is there once `addUser` was given the id. */
export const testSender = {
  name: 'Mail house',
  token: 'the token of the mail house of the tests',
  userId: '01900000-0000-7000-8000-00000000005e',
};
const testOrganizationId = '01900000-0000-7000-8000-0000000000ff';
const sessionLifeMs = 7 * 86_400_000;
const accessTokenLifeMs = 600_000;

export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'deskline-server-'));
  try {
    return await openTestServer(options, dataDirectory);
  } catch (error) {
    // A start that is refused leaves nothing behind; its database goes with the cluster of the run.
    fs.rmSync(dataDirectory, { recursive: true, force: true });
    throw error;
  }
}

async function openTestServer(options: TestServerOptions, dataDirectory: string): Promise<TestServer> {
  const clock = options.clock ?? systemClock;
  const config = readConfig({
    PORT: '0',
    DESKLINE_DATA_DIR: dataDirectory,
    DESKLINE_PBX_SECRET: testPbxSecret,
    DESKLINE_SENDERS: JSON.stringify([
      {
        name: testSender.name,
        token: testSender.token,
        organization_id: testOrganizationId,
        user_id: testSender.userId,
      },
    ]),
    DESKLINE_SIP_URLS: 'ws://127.0.0.1:4610',
    DESKLINE_SIP_SECRET: 'sip-secret-of-the-tests',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...options.environment,
  });
  const testDatabase = await createTestDatabase();
  const database = openDatabase({ connectionString: testDatabase.connectionString, maxConnections: 12 });
  const logger = createLogger(config.logLevel);
  const limits = options.limits ?? noLimits;
  const app = createApp({ config, database, clock, logger, accessKey: testAccessKey, version: '0.0.0-test', limits });
  const listener = http.createServer(app.express).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const accessTokens = createAccessTokens(testAccessKey, clock);

  const addOrganization = async (given: OrganizationGiven & { id?: string } = {}) => {
    const id = given.id ?? createId(clock);
    await database.withTenant(id, (tenant) =>
      insertTestOrganization(
        tenant,
        {
          id,
          name: given.name ?? 'Test Recovery',
          caller_name: 'TR Services',
          zone: given.zone ?? 'America/New_York',
          is_practice: given.isPractice ?? false,
          callerId: '+12125550199',
          created_at: isoNow(clock),
        },
        given.isTakenOver,
      ),
    );
    return id;
  };
  const organizationId = await addOrganization({ id: testOrganizationId });

  const addSession: TestServer['addSession'] = async ({ id, organizationId: tenant }) => {
    const sessionId = createId(clock);
    const at = isoNow(clock);
    const expiresAt = new Date(clock.now() + sessionLifeMs).toISOString();
    await database.withTenant(tenant, (db) =>
      db
        .insertInto('sessions')
        .values({
          id: sessionId,
          user_id: id,
          device_name: 'Test',
          device_thumbprint: null,
          created_at: at,
          last_used_at: at,
          expires_at: expiresAt,
          ended_at: null,
          ended_reason: null,
        })
        .execute(),
    );
    const claims = { organizationId: tenant, userId: id, sessionId };
    return { sessionId, token: await accessTokens.issue(claims, clock.now() + accessTokenLifeMs) };
  };

  const addUser: TestServer['addUser'] = async (role, given = {}) => {
    const id = given.id ?? createId(clock);
    const tenant = given.organizationId ?? organizationId;
    const sipUser = `${role}.${id.slice(-12)}`;
    const email = given.email ?? `${sipUser}@test.example`;
    const password_hash = given.passwordHash ?? 'no password signs in';
    const person = { id, email, full_name: `Test ${role}`, role, password_hash, sip_user: sipUser };
    await database.withTenant(tenant, (db) =>
      db
        .insertInto('users')
        .values({ ...person, created_at: isoNow(clock) })
        .execute(),
    );
    const { sessionId, token } = await addSession({ id, organizationId: tenant });
    return { id, organizationId: tenant, sessionId, email, role, sipUser, token };
  };

  return {
    url,
    config,
    database,
    liveFeed: app.liveFeed,
    tasks: app.tasks,
    connectionString: testDatabase.connectionString,
    sql: (text, values) => testDatabase.query(text, values),
    holdLock: (text, taken, until) => testDatabase.holdLock(text, taken, until),
    organizationId,
    addOrganization,
    addUser,
    addSession,
    call: (id, request, caller) =>
      callEndpoint(url, id, request, typeof caller === 'string' ? { token: caller } : caller),
    close: async () => {
      for (const stream of app.streams) stream.end();
      await app.stop();
      listener.closeAllConnections();
      listener.close();
      await database.close();
      await testDatabase.drop();
      fs.rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** One request as the contract declares it, sent by fetch; a reply of another shape than declared throws. */
export async function callEndpoint<Id extends EndpointId>(
  url: string,
  id: Id,
  request: RequestOf<Contract[Id]>,
  extras: CallExtras = {},
): Promise<CallReply<Contract[Id]>> {
  const endpoint: Endpoint = contract[id];
  const { params, query, body } = requestSchema.parse(request);
  const target = new URL(
    endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name]))),
    url,
  );
  for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, value);
  const headers = new Headers(extras.headers);
  if (extras.token !== undefined) headers.set('authorization', `Bearer ${extras.token}`);
  if (extras.idempotencyKey !== undefined) headers.set('idempotency-key', extras.idempotencyKey);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (extras.upload !== undefined) headers.set('content-type', 'text/csv');
  const file = extras.upload === undefined ? {} : { body: extras.upload, duplex: 'half' as const };
  const sent = body === undefined ? file : { body: JSON.stringify(body) };
  const response = await fetch(target, { method: endpoint.method.toUpperCase(), headers, ...sent });
  const received: unknown =
    endpoint.media === undefined || response.status >= 400 ? await response.json() : await response.text();
  const { status } = response;
  const declared = endpoint.replies[status];
  if (declared === undefined)
    return { ok: false, status, problem: problemSchema.parse(received), headers: response.headers };
  const isDeclared = (value: unknown): value is BodyOf<Contract[Id]> => z.safeParse(declared, value).success;
  if (!isDeclared(received)) throw new Error(`${id}: replied ${status} with another shape than declared`);
  return { ok: true, status, body: received, headers: response.headers };
}

const requestSchema = z.object({
  params: z.record(z.string(), z.unknown()).default({}),
  query: z.record(z.string(), z.coerce.string().optional()).default({}),
  body: z.unknown().optional(),
});
