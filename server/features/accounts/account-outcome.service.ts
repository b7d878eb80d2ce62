/** What a call means for its account: history, next action, last contact. Called inside the work that settles the call. */
import type { DispositionCode } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findOrganization, updateAccountOutcome } from './accounts.store.ts';
import { saveTimelineEntry } from './timeline.store.ts';
import { startOfWorkday } from './workday.ts';

export type CallOutcome = {
  callId: string;
  accountId: string;
  agentId: string;
  /** When the agent saved it, ISO 8601 UTC. */
  at: string;
  code: DispositionCode;
  notes: string;
  callbackAt: string | null;
  promise: { amount_cents: number; due_on: string } | null;
  /** False when a later call of the account has its disposition already: then this one is history only. */
  isLatest: boolean;
};

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/**
 * Moves an account to where a disposition leaves it. A promise brings it back the day it is due, a callback at its time;
 * anything else ends what was due. Sent again with a correction, it replaces its history entry. One that arrives after
 * that of a later call changes nothing of what is due.
 */
export async function applyDisposition(work: UnitOfWork, outcome: CallOutcome): Promise<void> {
  const { database } = work;
  const { label } = dispositionOf(outcome.code);
  const { zone } = await findOrganization(database);
  const { promise, callbackAt } = outcome;
  const nextAction = promise
    ? { reason: 'promise-due' as const, at: startOfWorkday(promise.due_on, zone) }
    : callbackAt
      ? { reason: 'callback' as const, at: callbackAt }
      : null;
  await updateAccountOutcome(database, {
    accountId: outcome.accountId,
    at: outcome.at,
    next: outcome.isLatest ? { status: promise === null ? 'open' : 'promise', action: nextAction } : null,
  });
  const words = [
    promise ? `${dollars.format(promise.amount_cents / 100)} by ${promise.due_on}.` : '',
    outcome.notes.trim(),
  ];
  await saveTimelineEntry(database, {
    id: outcome.callId,
    accountId: outcome.accountId,
    at: outcome.at,
    kind: 'disposition',
    title: label,
    text: words.filter(Boolean).join(' '),
    agentId: outcome.agentId,
    callId: outcome.callId,
  });
  work.publish({ type: 'account-changed', account_id: outcome.accountId }, `agent:${outcome.agentId}`);
  work.publish({ type: 'queue-changed' }, `agent:${outcome.agentId}`);
}
