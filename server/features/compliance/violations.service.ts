/**
 * Violations of calls that were made, worked out from the stored record at each question: there is no second copy of the truth
 * that could differ from it. A disposition that is corrected corrects its violations.
 *
 * Those that a disposition alone proves are also kept in narrow rows, by its version, for counting them over months: neither
 * a decision nor a version of a disposition ever changes, so neither do they.
 */
import type { Violation, ViolationQuery } from '../../../shared/contracts/compliance/violations.contract.ts';
import { type CallRecord, violationsOfRecord } from '../../../shared/domain/compliance/call-record-violations.ts';
import { disclosureViolationKinds } from '../../../shared/domain/compliance/violation-kinds.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { cursorOf, placeOf } from './list-place.ts';
import {
  type CallRecordRow,
  findCallRecord,
  findCallRecords,
  insertDisclosureViolations,
  type NewDisclosureViolation,
} from './violations.store.ts';

/** Calls read at a time, and at most for one page: a rare kind gives a short page, not a long wait. */
const batchSize = 200;
const mostCalls = 2000;

/**
 * A page of violations, by calls, newest first; `next_cursor` is null after the last call.
 * @throws ProblemError `request/invalid` for a cursor that no page gave
 */
export async function listViolations(
  database: TenantDatabase,
  query: ViolationQuery,
): Promise<{ rows: Violation[]; next_cursor: string | null }> {
  const { cursor, page_size: pageSize, kind, rule_id: ruleId, ...filter } = query;
  let after = cursor === undefined ? undefined : placeOf(cursor);
  const rows: Violation[] = [];
  for (let read = 0; read < mostCalls; read += batchSize) {
    // One after the other: where a batch begins is known from the one before.
    const calls = await findCallRecords(database, filter, after, batchSize);
    for (const [index, call] of calls.entries()) {
      const found = violationsOf(call).filter(
        (each) => (kind === undefined || each.kind === kind) && (ruleId === undefined || each.rule_id === ruleId),
      );
      rows.push(...found);
      after = { at: call.started_at, id: call.id };
      const isLast = index === calls.length - 1 && calls.length < batchSize;
      if (rows.length >= pageSize) return { rows, next_cursor: isLast ? null : cursorOf(after) };
    }
    if (calls.length < batchSize) return { rows, next_cursor: null };
  }
  return { rows, next_cursor: after ? cursorOf(after) : null };
}

/** Keeps what the disposition that was just saved proves about its call; belongs into the same transaction. */
export async function keepDisclosureViolations(
  database: TenantDatabase,
  callId: string,
  dispositionVersion: number,
): Promise<void> {
  const call = await findCallRecord(database, callId);
  if (!call) return;
  const found = violationsOfRecord(recordOf(call)).flatMap(({ kind, code, ruleId }): NewDisclosureViolation[] => {
    const kept = disclosureViolationKinds.find((each) => each === kind);
    if (kept === undefined || code === null || ruleId === null) return [];
    const about = { call_id: callId, disposition_version: dispositionVersion, agent_id: call.agent_id };
    return [{ ...about, code, kind: kept, rule_id: ruleId, call_started_at: call.started_at }];
  });
  await insertDisclosureViolations(database, found);
}

function violationsOf(row: CallRecordRow): Violation[] {
  return violationsOfRecord(recordOf(row)).map(({ kind, ruleId, code, title, citation, atMs }) => ({
    kind,
    rule_id: ruleId,
    code,
    title,
    citation,
    at: new Date(atMs).toISOString(),
    call_id: row.id,
    call_started_at: row.started_at,
    agent_id: row.agent_id,
    agent_name: row.agent_name,
    account_id: row.account_id,
    account_reference: row.account_reference,
    phone_number: row.phone_number,
    decision_id: row.decision_id,
  }));
}

const msOf = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment));

const recordOf = (row: CallRecordRow): CallRecord => ({
  direction: row.direction,
  startedAtMs: Date.parse(row.started_at),
  answeredAtMs: msOf(row.answered_at),
  endedAtMs: msOf(row.ended_at),
  permitExpiresAtMs: msOf(row.permit_expires_at),
  redeemedAtMs: msOf(row.redeemed_at),
  disposition:
    row.disposition_code === null || row.disposition === null
      ? null
      : {
          isRightParty: dispositionOf(row.disposition_code).rightParty,
          disclosures: row.disposition.disclosures.map(({ code, at }) => ({ code, atMs: Date.parse(at) })),
        },
  decision:
    row.decision_id === null
      ? null
      : {
          zones: row.zones ?? [],
          isWithinHours: row.is_within_hours ?? false,
          hours: row.hours.map(({ rule_id: ruleId, end_at: endAt, ...rule }) => ({
            ...rule,
            ruleId,
            endAtMs: Date.parse(endAt),
          })),
          obligations: row.obligations.map(({ rule_id: ruleId, ...asked }) => ({ ...asked, ruleId })),
        },
});
