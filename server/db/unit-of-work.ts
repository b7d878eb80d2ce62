/**
 * One transaction for everything a write does: idempotency key, version checks, writes, audit row, jobs, live events
 * and the saved reply. At least once, effect once.
 *
 * Promise: S1 S2 V2 V5. A write leaves exactly one audit row or nothing at all; the same request sent again gets the
 * saved reply and has no second effect; two at once run one after the other.
 *
 *   who acts (throws ► nothing happened)
 *      ▼
 *   claim key ──taken, same request──► saved reply (no effect, no audit row)
 *      │      ╰─taken, other request─► 422 sync/idempotency-key-reused
 *      ▼ ours
 *   work (throws ► all rolled back, key free again) ► jobs ► save reply ► audit row, live events ► commit ► notice
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import type { AuditAction } from '../../shared/contracts/audit/audit-actions.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { claimKey, saveReply } from './idempotency-keys.ts';
import { json } from './json.ts';
import { type Audience, liveEventsInsert, type Published } from './live-events.ts';
import { isRetryable } from './pool.ts';
import type { Reply } from './reply.ts';
import { inTenantTransaction, type TenantDatabase } from './transaction.ts';

/** Who an audit row names: a person, or `PBX` or `System` without id. */
export type WorkActor = { id: string | null; name: string };

/** Who a write is for and by. */
export type WorkContext = {
  organizationId: string;
  /** Or how to find out inside the transaction, before anything else: a throw refuses the work. */
  actor: WorkActor | ((database: TenantDatabase) => Promise<WorkActor>);
  requestId: string | null;
  /** Written when the work names no other action. */
  auditAction: AuditAction;
  clock: Clock;
  /** The claim of an `Idempotency-Key`: the key and a hash of the request it stands for. */
  idempotency?: { key: string; requestHash: string } | undefined;
};

/** What the audit row says beside actor, moment and action. A later call adds to an earlier one. */
export type AuditNote = {
  /** Another action of the closed list than the endpoint's own: `call.refused` instead of `call.started`. */
  action?: AuditAction;
  subject?: { type: string; id: string };
  detail?: Record<string, unknown>;
  /** When the work itself finds out who acts, as sign-in does. */
  actor?: WorkActor;
};

export type UnitOfWork = {
  readonly database: TenantDatabase;
  readonly organizationId: string;
  readonly actor: WorkActor;
  readonly clock: Clock;
  /** The moment of this work, ISO 8601 UTC: the same for all its rows. */
  readonly at: string;
  /** Adds to the one audit row of this work. */
  audit(note: AuditNote): void;
  /** Adds a job that becomes visible with the commit. The tenant is added to its payload. */
  addJob(task: string, payload: Record<string, unknown>): void;
  /** Publishes a live event with the commit. */
  publish(event: Published, audience: Audience): void;
};

const maxRetries = 3;

/**
 * Runs `run` and everything around it in one transaction; see the drawing above. `announce` hears of an organisation that has
 * news, after the commit.
 * @throws ProblemError `sync/idempotency-key-reused`, or whatever `run` throws (nothing is kept then).
 */
export async function runUnitOfWork(
  pool: pg.Pool,
  announce: (organizationId: string) => void,
  context: WorkContext,
  run: (work: UnitOfWork) => Promise<Reply>,
): Promise<Reply> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const done = await inTenantTransaction(pool, context.organizationId, (database) =>
        attemptWork(database, context, run),
      );
      if (done.hasNews) announce(context.organizationId);
      return done.reply;
    } catch (error) {
      if (!isRetryable(error) || attempt >= maxRetries) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function attemptWork(
  database: TenantDatabase,
  context: WorkContext,
  run: (work: UnitOfWork) => Promise<Reply>,
): Promise<{ reply: Reply; hasNews: boolean }> {
  const { clock, organizationId, idempotency } = context;
  const at = isoNow(clock);
  const actor = typeof context.actor === 'function' ? await context.actor(database) : context.actor;
  const claim = idempotency && { actorId: actor.id ?? actor.name, ...idempotency };
  if (claim) {
    const saved = await claimKey(database, claim, at);
    if (saved) return { reply: saved, hasNews: false };
  }

  let note: AuditNote = {};
  const jobs: { task: string; payload: Record<string, unknown> }[] = [];
  const events: { event: Published; audience: Audience }[] = [];
  const reply = await run({
    database,
    organizationId,
    actor,
    clock,
    at,
    audit: (more) => {
      note = { ...note, ...more, detail: { ...note.detail, ...more.detail } };
    },
    addJob: (task, payload) => jobs.push({ task, payload }),
    publish: (event, audience) => events.push({ event, audience }),
  });

  for (const { task, payload } of jobs)
    await sql`select deskline_add_job(${task}, ${JSON.stringify({ ...payload, organization_id: organizationId })}::jsonb)`.execute(
      database,
    );
  if (claim) await saveReply(database, claim, reply);
  const audited = auditInsert(context, note, at, note.actor ?? actor);
  await (
    events.length === 0
      ? audited
      : sql`with audited as (${audited}), told as (${liveEventsInsert(organizationId, at, events)}) select`
  ).execute(database);
  return { reply, hasNews: events.length > 0 };
}

/** The statement that writes the one audit row. */
const auditInsert = (context: WorkContext, note: AuditNote, at: string, by: WorkActor): RawBuilder<unknown> => sql`
  insert into audit_log (id, at, action, actor_id, actor_name, subject_type, subject_id, request_id, detail)
  values (${createId(context.clock)}, ${at}, ${note.action ?? context.auditAction}, ${by.id}, ${by.name},
    ${note.subject?.type ?? null}, ${note.subject?.id ?? null}, ${context.requestId}, ${json(note.detail ?? {})})`;
