/**
 * What a feature hands to the server: one handler for each of its endpoints, typed by the contract.
 *
 * What a handler gets depends on its endpoint, so that a mistake does not compile:
 * - a signed-in write gets `work`, the open unit of work (audit row, idempotency and commit happen around it);
 * - a signed-in read gets `database`, a transaction of the tenant;
 * - an event stream gets `stream`, and no transaction, because it stays open for hours;
 * - an upload gets the file as it arrives and `transact`, so that no transaction waits for somebody's network;
 * - a public, PBX or sender's write learns its tenant from the request, so it gets `transact` and must commit exactly one audited
 *   unit of work with it; a public read gets none of these.
 */
import type { Contract, EndpointId } from '../../shared/contracts/contract.ts';
import type { AuditAction } from '../../shared/contracts/audit/audit-actions.ts';
import type { Endpoint, ParsedOf, ReplyOf } from '../../shared/contracts/core/define-endpoint.ts';
import { ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Permission, Role } from '../../shared/domain/access/permissions.ts';
import type { TenantDatabase } from '../db/transaction.ts';
import type { Reply } from '../db/reply.ts';
import type { UnitOfWork, WorkActor } from '../db/unit-of-work.ts';

/** The signed-in person behind a request. */
export type Actor = {
  userId: string;
  organizationId: string;
  sessionId: string;
  role: Role;
  permissions: ReadonlySet<Permission>;
  fullName: string;
  email: string;
};

export type RequestContext = {
  requestId: string;
  /** Address of the caller. */
  ip: string;
  /** A header as the caller sent it; names in lower case. */
  header(name: string): string | undefined;
  /** Whole URL without query, as a DPoP proof names it (RFC 9449 section 4.2, `htu`). */
  url: string;
};

/**
 * A refusal that is kept: the transaction commits (decision stored, audit row written) and the caller gets the problem.
 * A thrown `ProblemError` keeps nothing.
 */
export class Refusal {
  readonly error: ProblemError;
  readonly auditAction: AuditAction;
  constructor(auditAction: AuditAction, error: ProblemError) {
    this.auditAction = auditAction;
    this.error = error;
  }
}

/** An open stream of server-sent events. */
export type EventStream = {
  /** `Last-Event-ID` of a client that comes back. */
  lastEventId: string | undefined;
  /** Writes one event; false when the client reads too slowly and should wait for `drain`. */
  send(event: { id?: string; data: unknown }): boolean;
  /** A comment line, so that proxies keep the connection and half-open ones are found. */
  ping(): void;
  /** What was sent but not yet taken by the client. */
  queuedBytes(): number;
  /** Drops the connection at once, with whatever the client has not taken. */
  cut(): void;
  /** Aborted when the client is gone or the server stops. */
  signal: AbortSignal;
  end(): void;
};

/** Proof that a public or PBX write committed its unit of work; made by `transact` only. */
export class Transacted {
  readonly reply: Reply;
  constructor(reply: Reply) {
    this.reply = reply;
  }
}

/** Runs the one audited unit of work of a public or PBX write, once its tenant is known. */
export type Transact<R> = (
  tenant: { organizationId: string; actor: WorkActor },
  run: (work: UnitOfWork) => Promise<R | Refusal>,
) => Promise<Transacted>;

/** Runs the one audited unit of work of a signed-in upload, once the file has been read. */
export type TransactUpload<R> = (run: (work: UnitOfWork) => Promise<R | Refusal>) => Promise<Transacted>;

type OpenAccess = 'public' | 'pbx' | 'sender' | 'metrics';
type Door<E extends Endpoint> = E extends { media: 'event-stream' }
  ? { actor: Actor; stream: EventStream }
  : E extends { upload: string }
    ? { actor: Actor; upload: AsyncIterable<Uint8Array>; transact: TransactUpload<ReplyOf<E>> }
    : E extends { access: OpenAccess; effect: 'write' }
      ? { transact: Transact<ReplyOf<E>> }
      : E extends { access: OpenAccess }
        ? unknown
        : E extends { effect: 'write' }
          ? { actor: Actor; work: UnitOfWork }
          : { actor: Actor; database: TenantDatabase };

export type HandlerInput<E extends Endpoint> = ParsedOf<E> & { context: RequestContext } & Door<E>;
export type HandlerOutput<E extends Endpoint> = E extends { media: 'event-stream' }
  ? void
  : E extends { access: OpenAccess; effect: 'write' } | { upload: string }
    ? Transacted
    : E extends { effect: 'write' }
      ? ReplyOf<E> | Refusal
      : ReplyOf<E>;
export type Handler<E extends Endpoint> = (input: HandlerInput<E>) => Promise<HandlerOutput<E>> | HandlerOutput<E>;

/** Handlers of these endpoints: the return type of a feature's `createXHandlers`. */
export type Handlers<Id extends EndpointId> = { [I in Id]: Handler<Contract[I]> };
