/**
 * Recording what a consumer told us, and taking it back. Both hold from the commit on, under the lock that the gate takes:
 * the next decision about this person sees it, whether or not the call is over.
 */
import type { ConsumerFact, FactBody } from '../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { isHeardAndOpens, isOnPaper } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { isWritten } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { markNumber } from '../calls/index.ts';
import {
  findConsumerOfAccount,
  findFact,
  findFacts,
  insertFact,
  insertTakeBack,
  isWrongByDisposition,
  lockConsumer,
} from './consumer-facts.store.ts';

/** How far the clock of a workstation may run ahead of ours. */
const skewMs = 5 * 60_000;

/** [P] How long what was heard may wait on a workstation that cannot reach us. */
const heardMs = 24 * 60 * 60_000;

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });

async function consumerOf(database: TenantDatabase, accountId: string): Promise<string> {
  const consumerId = await findConsumerOfAccount(database, accountId);
  if (consumerId === undefined) throw new ProblemError('request/not-found');
  return consumerId;
}

/** @throws ProblemError `request/not-found` */
export const listFacts = async (database: TenantDatabase, accountId: string): Promise<ConsumerFact[]> =>
  findFacts(database, await consumerOf(database, accountId));

/**
 * Records a fact about the consumer of an account.
 * @throws ProblemError `request/not-found`; `permission/denied` for what only who has seen the paper may record;
 * `request/invalid` for a moment to come, a debt that is not this consumer's, or what an agent heard more than a day ago.
 */
export async function recordFact(
  work: UnitOfWork,
  actor: { userId: string; permissions: ReadonlySet<string> },
  accountId: string,
  body: FactBody,
): Promise<ConsumerFact> {
  if (!actor.permissions.has('consumer-fact.record-paper')) refusePapers(body, Date.parse(work.at));
  const { fact, consumerId } = await keepFact(work, actor.userId, accountId, body);
  const { debt_id, call_id } = body;
  work.audit({
    subject: { type: 'consumer-fact', id: fact.id },
    detail: { kind: body.told.kind, consumer_id: consumerId, account_id: accountId, debt_id, call_id },
  });
  return fact;
}

/**
 * Puts a fact on file under the lock on the person, whoever may say so, and tells those who have them on screen.
 * @throws ProblemError `request/not-found`, `request/invalid` as above.
 */
export async function keepFact(
  work: UnitOfWork,
  userId: string,
  accountId: string,
  body: FactBody,
): Promise<{ fact: ConsumerFact; consumerId: string }> {
  const { database, at, clock } = work;
  const consumerId = await consumerOf(database, accountId);
  const { accountIds, debtIds } = await lockConsumer(database, consumerId);
  const receivedAtMs = Date.parse(body.received_at);
  if (receivedAtMs > Date.parse(at) + skewMs) throw invalid('body.received_at', 'This moment is still to come');
  const named = [...(body.debt_id === null ? [] : [body.debt_id]), ...namedDebts(body)];
  if (named.some((debtId) => !debtIds.includes(debtId))) throw invalid('body.debt_id', 'Not a debt of this consumer');

  const id = createId(clock);
  // What is recorded has been received: a clock that runs ahead must not put its effect off.
  const receivedAt = new Date(Math.min(receivedAtMs, Date.parse(at))).toISOString();
  await insertFact(database, { ...body, received_at: receivedAt }, { id, consumerId, at, userId });
  if (body.told.kind === 'wrong-number' && body.phone_number !== null)
    await markNumber(database, { consumerId, phoneNumber: body.phone_number, isWrong: true }, clock);

  tellChanged(work, accountIds);
  return present(await findFact(database, id));
}

/**
 * Who records no papers records what they heard, when they heard it. What only bars may be of any day and come in any way.
 * @throws ProblemError `permission/denied` for a paper; `request/invalid` for what was heard long ago.
 */
function refusePapers({ told, received_by: route, received_at: receivedAt }: FactBody, nowMs: number): void {
  if (isOnPaper(told)) throw new ProblemError('permission/denied');
  if (!isHeardAndOpens(told)) return;
  if (isWritten(route)) throw new ProblemError('permission/denied');
  if (Date.parse(receivedAt) < nowMs - heardMs)
    throw invalid('body.received_at', 'What was said more than a day ago is recorded by compliance');
}

const namedDebts = ({ told }: FactBody): readonly string[] =>
  told.kind === 'attorney' ? told.value.not_for_debt_ids : [];

/**
 * Takes a fact back; it stays on file with the reason.
 * @throws ProblemError `request/not-found`, `consumer-facts/already-taken-back`
 */
export async function takeBackFact(
  work: UnitOfWork,
  actor: { userId: string },
  factId: string,
  reason: string,
): Promise<ConsumerFact> {
  const { database, at, clock } = work;
  const found = await findFact(database, factId);
  if (!found) throw new ProblemError('request/not-found');
  const { consumerId, fact } = found;
  const { accountIds } = await lockConsumer(database, consumerId);
  const recording = { id: createId(clock), consumerId, at, userId: actor.userId };
  if (!(await insertTakeBack(database, { factId, reason }, recording)))
    throw new ProblemError('consumer-facts/already-taken-back');
  await releaseNumber(work, consumerId, fact);
  work.audit({
    subject: { type: 'consumer-fact', id: factId },
    detail: { kind: fact.told.kind, consumer_id: consumerId, reason },
  });
  tellChanged(work, accountIds);
  return present(await findFact(database, factId)).fact;
}

/** A number is no longer wrong only when nobody else has said that it is. */
async function releaseNumber({ database, clock }: UnitOfWork, consumerId: string, fact: ConsumerFact): Promise<void> {
  const { phone_number: phoneNumber, told } = fact;
  if (told.kind !== 'wrong-number' || phoneNumber === null) return;
  const others = await findFacts(database, consumerId);
  const isSaidAgain = others.some(
    (other) => other.taken_back === null && other.told.kind === 'wrong-number' && other.phone_number === phoneNumber,
  );
  if (isSaidAgain || (await isWrongByDisposition(database, consumerId, phoneNumber))) return;
  await markNumber(database, { consumerId, phoneNumber, isWrong: false }, clock);
}

/** Cards, verdicts and queues that show this person ask again. */
function tellChanged(work: UnitOfWork, accountIds: readonly string[]): void {
  for (const accountId of accountIds) work.publish({ type: 'account-changed', account_id: accountId }, 'everybody');
  work.publish({ type: 'queue-changed' }, 'everybody');
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('A fact that was just written is not on file');
  return found;
}
