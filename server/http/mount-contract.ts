/**
 * Binds the contract to Express.
 *
 * Promise: V5 V6. The server does not start when an endpoint has no handler, a handler no endpoint, or an endpoint no
 * access rule or audit action. What a handler returns is checked against the contract before anything is committed.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Express, Request, Response } from 'express';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { ProblemError, problemSchema } from '../../shared/contracts/core/problem.ts';
import { auditActions } from '../../shared/contracts/audit/audit-actions.ts';
import { permissions } from '../../shared/domain/access/permissions.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../db/database.ts';
import type { TenantDatabase } from '../db/transaction.ts';
import type { Reply } from '../db/reply.ts';
import type { UnitOfWork, WorkActor } from '../db/unit-of-work.ts';
import { openEventStream, type OpenStreams } from './event-stream.ts';
import { type Actor, Refusal, type RequestContext, Transacted } from './handlers.ts';
import { claimOf } from './idempotency.ts';
import { parseReply, parseRequest } from './parse.ts';
import { requestIdOf, sendProblem } from './problem-reply.ts';

/** Who is signed in; given by the feature that knows sessions. */
export type Authenticate = {
  /** Checks an access token's signature and age. @throws ProblemError `auth/*` */
  verify(token: string): Promise<{ organizationId: string; userId: string; sessionId: string }>;
  /** Reads session and person, in the request's own transaction. @throws ProblemError `auth/session-ended` */
  load(
    database: TenantDatabase,
    claims: { organizationId: string; userId: string; sessionId: string },
    nowIso: string,
  ): Promise<Actor>;
};

export type MountOptions = {
  database: DatabaseDoor;
  clock: Clock;
  authenticate: Authenticate;
  /** @throws ProblemError unless the request is from the PBX. */
  requirePbx(request: Request): void;
  /** @throws ProblemError unless the request carries the token of a sender. */
  requireSender(request: Request): void;
  /** @throws ProblemError unless the request is from the monitoring system. */
  requireMonitoring(request: Request): void;
  streams: OpenStreams;
};

type AnyHandler = (input: Record<string, unknown>) => unknown;
const isHandler = (value: unknown): value is AnyHandler => typeof value === 'function';
type Table = Readonly<Record<string, Endpoint>>;

/** Mounts every endpoint. @throws Error naming each gap between contract and handlers. */
export function mountContract(app: Express, table: Table, handlers: object, options: MountOptions): void {
  const byId = new Map<string, AnyHandler>();
  for (const [id, handler] of Object.entries(handlers)) if (isHandler(handler)) byId.set(id, handler);
  const gaps = findGaps(table, byId);
  if (gaps.length > 0) throw new Error(`The server cannot start:\n${gaps.join('\n')}`);
  // Express takes the first match, so fixed paths go before those with parameters.
  const ordered = Object.entries(table).toSorted(
    ([, a], [, b]) => Number(a.path.includes(':')) - Number(b.path.includes(':')),
  );
  for (const [id, endpoint] of ordered) {
    const handler = byId.get(id);
    if (!handler) continue;
    app[endpoint.method](endpoint.path, async (request: Request, response: Response) => {
      response.locals['endpointId'] = id;
      await serve({ id, endpoint, handler, request, context: contextOf(request) }, response, options);
    });
  }
}

function findGaps(table: Table, handlers: ReadonlyMap<string, unknown>): string[] {
  const accesses: ReadonlySet<string> = new Set(['public', 'signed-in', 'pbx', 'sender', 'metrics', ...permissions]);
  const actions: ReadonlySet<string> = new Set(auditActions);
  const gaps: string[] = [];
  for (const [id, endpoint] of Object.entries(table)) {
    if (!handlers.has(id)) gaps.push(`${id}: no handler`);
    if (!accesses.has(endpoint.access)) gaps.push(`${id}: no access rule`);
    if (endpoint.effect === 'write' && !actions.has(endpoint.audit)) gaps.push(`${id}: no audit action`);
    if (endpoint.effect === 'write' && endpoint.access === 'metrics') gaps.push(`${id}: monitoring only reads`);
  }
  for (const id of handlers.keys()) if (!(id in table)) gaps.push(`${id}: handler without endpoint`);
  return gaps;
}

type Call = { id: string; endpoint: Endpoint; handler: AnyHandler; request: Request; context: RequestContext };

async function serve(call: Call, response: Response, options: MountOptions): Promise<void> {
  const { endpoint, request } = call;
  const { access } = endpoint;
  if (access === 'pbx') options.requirePbx(request);
  if (access === 'sender') options.requireSender(request);
  if (access === 'metrics') options.requireMonitoring(request);
  const isOpen = access === 'public' || access === 'pbx' || access === 'sender' || access === 'metrics';
  const reply = isOpen ? await serveOpen(call, options) : await serveSignedIn(call, response, options);
  if (reply) await sendReply(endpoint, reply, response, options.clock);
}

async function serveOpen(call: Call, options: MountOptions): Promise<Reply> {
  const { id, endpoint, handler, request, context } = call;
  const parsed = parseRequest(endpoint, request);
  if (endpoint.effect === 'read') return parseReply(id, endpoint, await handler({ ...parsed, context }));
  let commits = 0;
  const transact = async (
    tenant: { organizationId: string; actor: WorkActor },
    run: (work: UnitOfWork) => Promise<unknown>,
  ): Promise<Transacted> => {
    const work = { ...tenant, requestId: context.requestId, auditAction: endpoint.audit, clock: options.clock };
    const reply = await options.database.unitOfWork(work, async (unit) =>
      checkOutput(id, endpoint, await run(unit), unit),
    );
    commits += 1;
    return new Transacted(reply);
  };
  const output = await handler({ ...parsed, context, transact });
  if (!(output instanceof Transacted) || commits !== 1)
    throw new Error(`${id}: answered without exactly one audited unit of work`);
  return output.reply;
}

async function serveSignedIn(call: Call, response: Response, options: MountOptions): Promise<Reply | undefined> {
  const { id, endpoint, handler, request, context } = call;
  const { authenticate, clock, database } = options;
  const claims = await authenticate.verify(bearerToken(request));
  const { organizationId } = claims;
  const admit = async (transaction: TenantDatabase): Promise<Actor> => {
    const actor = await authenticate.load(transaction, claims, isoNow(clock));
    response.locals['actorId'] = actor.userId;
    const held: ReadonlySet<string> = actor.permissions;
    if (endpoint.access !== 'signed-in' && !held.has(endpoint.access)) throw new ProblemError('permission/denied');
    return actor;
  };

  if (endpoint.effect === 'write') {
    let admitted: Actor | undefined;
    const findActor = async (transaction: TenantDatabase): Promise<WorkActor> => {
      admitted = await admit(transaction);
      return { id: admitted.userId, name: admitted.fullName };
    };
    const work = { organizationId, actor: findActor, requestId: context.requestId, auditAction: endpoint.audit, clock };
    if (endpoint.upload !== undefined) {
      const actor = await database
        .withTenant(organizationId, admit)
        .catch((error: unknown) => refuseUpload(request, error));
      return serveUpload(call, { actor, request }, (run) => database.unitOfWork(work, run));
    }
    const idempotency = claimOf(id, endpoint, request);
    return database.unitOfWork({ ...work, idempotency }, async (unit) => {
      const input = { ...parseRequest(endpoint, request), context, actor: admitted, work: unit };
      return checkOutput(id, endpoint, await handler(input), unit);
    });
  }
  if (endpoint.media === 'event-stream') {
    const actor = await database.withTenant(organizationId, admit);
    const input = { ...parseRequest(endpoint, request), context, actor };
    await handler({ ...input, stream: openEventStream(request, response, options.streams) });
    return undefined;
  }
  return database.withTenant(organizationId, async (transaction) => {
    const actor = await admit(transaction);
    const input = { ...parseRequest(endpoint, request), context, actor, database: transaction };
    return parseReply(id, endpoint, await handler(input));
  });
}

/** Lets what is still on its way arrive, so that the sender reads the refusal instead of a broken connection. */
function refuseUpload(request: Request, error: unknown): never {
  request.resume();
  throw error;
}

/** A write that reads its file first; only then its one unit of work is opened, in which the person is admitted again. */
async function serveUpload(
  { id, endpoint, handler, context }: Call,
  from: { actor: Actor; request: Request },
  begin: (run: (work: UnitOfWork) => Promise<Reply>) => Promise<Reply>,
): Promise<Reply> {
  let commits = 0;
  const transact = async (run: (work: UnitOfWork) => Promise<unknown>): Promise<Transacted> => {
    const reply = await begin(async (unit) => checkOutput(id, endpoint, await run(unit), unit));
    commits += 1;
    return new Transacted(reply);
  };
  try {
    const input = {
      ...parseRequest(endpoint, from.request),
      context,
      actor: from.actor,
      upload: from.request,
      transact,
    };
    const output = await handler(input);
    if (!(output instanceof Transacted) || commits !== 1)
      throw new Error(`${id}: answered without exactly one audited unit of work`);
    return output.reply;
  } catch (error) {
    return refuseUpload(from.request, error);
  }
}

/** A reply checked against the contract, or a kept refusal with its own audit action. */
function checkOutput(id: string, endpoint: Endpoint, output: unknown, unit: UnitOfWork): Reply {
  if (!(output instanceof Refusal)) return parseReply(id, endpoint, output);
  unit.audit({ action: output.auditAction });
  return { status: output.error.status, body: output.error.problem };
}

const isTextStream = (body: unknown): body is AsyncIterable<string> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

async function sendReply(endpoint: Endpoint, reply: Reply, response: Response, clock: Clock): Promise<void> {
  if (!(reply.status in endpoint.replies)) {
    sendProblem(response, reply.status, problemSchema.parse(reply.body), clock);
    return;
  }
  response.status(reply.status);
  if (endpoint.media === 'csv') {
    if (!isTextStream(reply.body)) throw new Error('A document that is no stream');
    response.type('text/csv');
    // A reader that leaves in the middle is no failure of ours; a failure in the middle cuts the connection.
    await pipeline(Readable.from(reply.body), response).catch((error: unknown) => {
      if (!response.req.destroyed) response.req.log.error({ err: error }, 'a document was cut');
    });
  } else if (endpoint.media === undefined) response.json(reply.body);
  else response.type(endpoint.media === 'html' ? 'text/html' : 'text/plain; version=0.0.4').send(reply.body);
}

function bearerToken(request: Request): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new ProblemError('auth/required');
  return token;
}

function contextOf(request: Request): RequestContext {
  return {
    requestId: requestIdOf(request),
    ip: request.ip ?? '',
    url: `${request.protocol}://${request.get('host') ?? ''}${request.path}`,
    header: (name) => request.get(name),
  };
}
