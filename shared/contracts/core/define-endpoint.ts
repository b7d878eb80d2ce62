/**
 * How an endpoint of the HTTP API is declared. Server routes, the desktop client, the OpenAPI document and the contract
 * tests are all derived from these declarations, so that no call can go to a route that does not exist.
 *
 * A declaration that changes something must name the audit action it writes, and every declaration must name who may
 * call it: both are required by the type, so a gap does not compile.
 */
import type { z } from 'zod';
import type { Permission } from '../../domain/access/permissions.ts';
import type { AuditAction } from '../audit/audit-actions.ts';
import type { ErrorCode } from './error-codes.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * `public`: anybody. `signed-in`: any role. `pbx`: the customer's PBX with its own secret. `sender`: whoever sends messages,
 * with a token of one organisation. `metrics`: the monitoring system. Otherwise the permission a role must hold.
 */
export type Access = 'public' | 'signed-in' | 'pbx' | 'sender' | 'metrics' | Permission;

type Effect =
  /** Changes nothing; writes no audit row. */
  | { effect: 'read'; audit?: never; idempotency?: never }
  /** Changes something and writes exactly one audit row in the same transaction. */
  | { effect: 'write'; audit: AuditAction; idempotency: 'required' | 'optional' | 'none' };

export type Endpoint = Effect & {
  method: Method;
  path: `/${string}`;
  summary: string;
  access: Access;
  /** `desktop`: the app calls it (the table walk proves it). `external`: PBX, monitoring, browsers. */
  caller: 'desktop' | 'external';
  /** `queued`: the desktop may keep the request in its outbox while the server is away. */
  offline: 'queued' | 'online';
  params?: z.core.$ZodType;
  query?: z.core.$ZodType;
  body?: z.core.$ZodType;
  /** Replies of success by status. Refusals are `Problem` bodies. */
  replies: { readonly [status: number]: z.core.$ZodType };
  /** Codes a caller must expect beside the general ones (invalid, unauthorised, denied, limited, unavailable). */
  errors: readonly ErrorCode[];
  /** The reply is no JSON: a stream of server-sent events, or a document. */
  media?: 'event-stream' | 'text' | 'html' | 'csv';
  /** The body is a file, read as it arrives; the handler gets it as a stream and commits after it has read it. */
  upload?: 'csv';
};

/** Declares the endpoints of one feature, keeping their literal types. */
export const defineEndpoints = <const T extends Record<string, Endpoint>>(endpoints: T): T => endpoints;

type Declared<E, K extends PropertyKey> = E extends { [k in K]: infer S } ? S : undefined;
type Input<S> = S extends z.core.$ZodType ? z.input<S> : undefined;
type Output<S> = S extends z.core.$ZodType ? z.output<S> : undefined;
type Part<K extends string, V> = [V] extends [undefined]
  ? { [k in K]?: undefined }
  : object extends V
    ? { [k in K]?: V }
    : { [k in K]: V };

/** What a caller passes: `params`, `query` and `body` as declared, before defaults. */
export type RequestOf<E> = Part<'params', Input<Declared<E, 'params'>>> &
  Part<'query', Input<Declared<E, 'query'>>> &
  Part<'body', Input<Declared<E, 'body'>>>;
/** What a handler receives: the same, parsed. */
export type ParsedOf<E> = {
  params: Output<Declared<E, 'params'>>;
  query: Output<Declared<E, 'query'>>;
  body: Output<Declared<E, 'body'>>;
};
/** What a handler returns: one of the declared replies. */
export type ReplyOf<E extends Endpoint> = {
  [S in keyof E['replies'] & number]: { status: S; body: z.input<E['replies'][S]> };
}[keyof E['replies'] & number];
/** The body a caller gets back. */
export type BodyOf<E extends Endpoint> = {
  [S in keyof E['replies'] & number]: z.output<E['replies'][S]>;
}[keyof E['replies'] & number];
