/**
 * Taking disputes in and carrying them on.
 *
 * Promise: a step is taken from the version that its taker saw, or not at all; the gate knows it with the commit, and whoever has
 * the account on screen asks again.
 */
import { isFormOfChannel } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type {
  DisputeDetail,
  DisputeRow,
  DisputeStepBody,
  fileDisputeSchema,
  ListedDispute,
} from '../../../shared/contracts/disputes/disputes.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { letterFor } from '../../../shared/domain/disputes/dispute-letters.ts';
import { standingAfter } from '../../../shared/domain/disputes/dispute-steps.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { z } from 'zod';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { saveTimelineEntry } from '../accounts/index.ts';
import { judgeDispute, judgePeriods } from '../compliance/index.ts';
import {
  appendDisputeEvent,
  countDisputes,
  type DisputeQuery,
  findAnsweredBefore,
  findDebt,
  findDispute,
  findDisputeEvents,
  findDisputes,
  findOthersOfDebt,
  insertDispute,
  lockDispute,
  moveDispute,
  type StoredDispute,
} from './disputes.store.ts';

const minuteMs = 60_000;

const toRow = ({ original_creditor: _creditor, ...row }: StoredDispute): DisputeRow => row;

/** One page, with how many wait in all. */
export async function listDisputes(
  database: TenantDatabase,
  query: Omit<DisputeQuery, 'after'> & { after?: string | undefined },
  clock: Clock,
): Promise<{ rows: ListedDispute[]; next: string | null; counts: { open: number; soon: number; overdue: number } }> {
  const nowMs = clock.now();
  const [receivedAt, id] = (query.after ?? '').split(' ');
  const after = receivedAt && id && !Number.isNaN(Date.parse(receivedAt)) ? { receivedAt, id } : undefined;
  const found = await findDisputes(database, { ...query, after, limit: query.limit + 1 }, nowMs);
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  const inPeriod = await judgePeriods(database, rows, nowMs);
  return {
    rows: rows.map((row, index) => ({ ...toRow(row), is_in_period: inPeriod[index] === true })),
    next: found.length > query.limit && last ? `${last.received_at} ${last.id}` : null,
    counts: await countDisputes(database, nowMs),
  };
}

/** @throws ProblemError `request/not-found` */
export async function readDispute(database: TenantDatabase, id: string, clock: Clock): Promise<DisputeDetail> {
  const dispute = await findDispute(database, id, clock.now());
  if (!dispute) throw new ProblemError('request/not-found');
  const { caller_name: organizationName, zone } = await database
    .selectFrom('organizations')
    .select(['caller_name', 'zone'])
    .executeTakeFirstOrThrow();
  return {
    dispute: toRow(dispute),
    history: await findDisputeEvents(database, id),
    others: await findOthersOfDebt(database, dispute.debt_id, id),
    ...(await judgeDispute(database, dispute, clock.now())),
    letter: letterFor({
      kind: dispute.kind,
      standing: dispute.standing,
      consumerName: dispute.consumer_name,
      debtReference: dispute.debt_reference,
      originalCreditor: dispute.original_creditor,
      currentCreditor: dispute.current_creditor,
      balanceCents: dispute.balance_cents,
      disputedCents: dispute.disputed_cents,
      receivedOn: new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: zone }).format(
        new Date(dispute.received_at),
      ),
      organizationName,
    }),
  };
}

/**
 * Takes a dispute in. The same id again is the same dispute: `isNew` false, and nothing is added.
 * @throws ProblemError `request/not-found` for a debt that is none of the organisation's, `request/invalid` for an amount over the
 * balance, a receipt in the future, or an id that stands for another dispute.
 */
export async function fileDispute(
  work: UnitOfWork,
  actor: Actor,
  given: z.output<typeof fileDisputeSchema>,
): Promise<{ dispute: DisputeRow; isNew: boolean }> {
  const { database, at, clock } = work;
  if (!isFormOfChannel(given)) throw invalid('body.form', 'Spoken is by voice, and what is written is not');
  const debt = await findDebt(database, given.debt_id);
  if (!debt) throw new ProblemError('request/not-found');
  if (given.disputed_cents !== null && given.disputed_cents > debt.balance_cents)
    throw invalid('body.disputed_cents', 'More than is owed on this debt');
  // A clock that runs a little ahead is no mistake of the agent's.
  if (Date.parse(given.received_at) > clock.now() + minuteMs)
    throw invalid('body.received_at', 'This moment has not come yet');
  const receivedAt = given.received_at > at ? at : given.received_at;
  const isNew = await insertDispute(database, {
    ...given,
    received_at: receivedAt,
    account_id: debt.account_id,
    consumer_id: debt.consumer_id,
    standing: 'received',
    version: 1,
    filed_by: actor.userId,
    filed_at: at,
  });
  const stored = await findDispute(database, given.id, clock.now());
  if (stored?.debt_id !== given.debt_id) throw invalid('body.id', 'This id stands for another dispute');
  work.audit({
    subject: { type: 'dispute', id: given.id },
    detail: { debt_id: debt.id, kind: given.kind, form: given.form, channel: given.channel, is_new: isNew },
  });
  if (isNew) {
    await appendDisputeEvent(database, {
      dispute_id: given.id,
      at,
      by: actor.userId,
      step: 'file',
      standing: 'received',
      reason: given.statement,
      answer: null,
    });
    await note(work, actor, stored, given.kind === 'dispute' ? 'Dispute received' : 'Asked for the original creditor');
    tellChanged(work, stored);
  }
  return { dispute: toRow(stored), isNew };
}

const stepTitles = {
  investigate: 'Dispute is looked into',
  'send-answer': 'Answer to the dispute sent',
  withdraw: 'Dispute withdrawn',
  'mark-duplicate': 'Dispute found to be a repetition',
  release: 'Dispute released by compliance',
  reopen: 'Dispute reopened',
} as const;

/**
 * Takes one step.
 * @throws ProblemError `request/not-found`, `dispute/changed-meanwhile`, `dispute/step-not-possible`, `request/invalid` for an
 * answer that is said to have been sent in the future or before the dispute came, `dispute/not-a-repetition` for a duplicate of
 * nothing that was answered.
 */
export async function changeDispute(
  work: UnitOfWork,
  actor: Actor,
  id: string,
  body: DisputeStepBody,
): Promise<DisputeRow> {
  const { database, at, clock } = work;
  const known = await lockDispute(database, id);
  if (!known) throw new ProblemError('request/not-found');
  if (known.version !== body.version) throw new ProblemError('dispute/changed-meanwhile');
  const standing = standingAfter(known.standing, body.step);
  if (standing === null) throw new ProblemError('dispute/step-not-possible');
  const answer =
    body.step === 'send-answer'
      ? { sent_at: sentMoment(body.sent_at, known.received_at, clock.now()), way: body.way, tracking: body.tracking }
      : null;
  await moveDispute(database, id, { standing, answer_sent_at: answer?.sent_at ?? null, version: known.version + 1 });
  await appendDisputeEvent(database, {
    dispute_id: id,
    at,
    by: actor.userId,
    step: body.step,
    standing,
    reason: body.reason,
    answer,
  });
  const dispute = await findDispute(database, id, clock.now());
  if (!dispute) throw new Error('A dispute that was just changed is gone');
  if (body.step === 'mark-duplicate') await requireAnEarlierAnswer(work, dispute);
  work.audit({ subject: { type: 'dispute', id }, detail: { step: body.step, standing, reason: body.reason } });
  await note(work, actor, dispute, stepTitles[body.step], body.reason);
  tellChanged(work, dispute);
  return toRow(dispute);
}

/** When an answer left. People say so to the minute, on a clock that may be a little off: within a minute it is set right. */
function sentMoment(sentAt: string, receivedAt: string, nowMs: number): string {
  const sentAtMs = Date.parse(sentAt);
  const receivedAtMs = Date.parse(receivedAt);
  if (sentAtMs > nowMs + minuteMs)
    throw invalid('body.sent_at', 'An answer counts from when it was sent, which is not yet');
  if (sentAtMs <= receivedAtMs - minuteMs) throw invalid('body.sent_at', 'This is before the dispute was received');
  return new Date(Math.min(Math.max(sentAtMs, receivedAtMs), nowMs)).toISOString();
}

/**
 * Duplicative is only what repeats a dispute that came in writing within the validation period and was answered (12 CFR
 * 1006.38(a)(1)); the notice of a repetition ends the hold, so that nothing that was never verified may be its ground. Whether it is
 * substantially the same, with nothing new in it, is judged by whoever takes the step.
 */
async function requireAnEarlierAnswer({ database, clock }: UnitOfWork, dispute: StoredDispute): Promise<void> {
  const answered = await findAnsweredBefore(database, dispute);
  const inPeriod = await judgePeriods(database, answered, clock.now());
  if (!inPeriod.includes(true)) throw new ProblemError('dispute/not-a-repetition');
}

const note = (work: UnitOfWork, actor: Actor, dispute: StoredDispute, title: string, text = ''): Promise<void> =>
  saveTimelineEntry(work.database, {
    id: createId(work.clock),
    accountId: dispute.account_id,
    at: work.at,
    kind: 'notice',
    title: `${title}: ${dispute.debt_reference}`,
    text,
    agentId: actor.userId,
    callId: dispute.call_id,
  });

/** Whoever has the account on screen, in the queue or in a call asks again. */
function tellChanged(work: UnitOfWork, { account_id: accountId }: StoredDispute): void {
  work.publish({ type: 'account-changed', account_id: accountId }, 'everybody');
  work.publish({ type: 'queue-changed' }, 'everybody');
}

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });
