/** Stored decisions, and the receipt of each. */
import { verdicts } from '../../shared/contracts/compliance/decision.ts';
import type { DecisionListRow, Receipt } from '../../shared/contracts/compliance/receipts.contract.ts';
import { ago, fakeId, fakeRows, numberOf } from './fake-data.ts';
import { fakeDecision } from './fake-decision.ts';

const idOf = (index: number): string => fakeId(80_000 + index);
const order = ['block', 'require', 'defer', 'allow', 'review'] as const;

/** Decisions of the last hours, newest first. */
export const fakeDecisions = (count: number): DecisionListRow[] =>
  fakeRows(count).map((account, index) => {
    const verdict = order[index % order.length] ?? verdicts[0];
    return {
      id: idOf(index),
      at: ago(7 + index * 9),
      verdict,
      agent_id: fakeId(90_000 + (index % 3)),
      agent_name: ['Andre Whitfield', 'Priya Ramanathan', 'Jordan Avery'][index % 3] ?? '',
      consumer_name: account.consumer_name,
      account_id: account.id,
      account_reference: account.reference,
      channel: 'voice',
      phone_number: numberOf(index),
      address: null,
      reasons: fakeDecision(verdict)
        .findings.filter((finding) => finding.verdict !== 'allow')
        .map(({ rule_id, title, verdict: each, reason, is_policy }) => ({
          rule_id,
          title,
          verdict: each,
          reason,
          is_policy,
        })),
    };
  });

/** Of a refusal no call came; of what was allowed one with two disclosures ticked and a pause of the recording. */
export function fakeReceipt(id: string): Receipt {
  const index = Math.max(0, Number.parseInt(id.slice(-12), 16) - 80_000);
  const row = fakeDecisions(index + 1)[index];
  if (!row) throw new RangeError('No such decision');
  const { reasons: _reasons, ...shown } = row;
  const decision = { ...fakeDecision(row.verdict), id, evaluated_at: row.at };
  const isCalled = row.verdict === 'allow' || row.verdict === 'require';
  return {
    ...shown,
    organization_name: 'Harbor Point Recovery',
    call_id: fakeId(70_000 + index),
    decision,
    record: { id },
    facts: {
      action: { phone_number: row.phone_number, debt_ids: [fakeId(5)] },
      person: { full_name: row.consumer_name },
    },
    chain: {
      sequence: 412 - index,
      previous_hash: '7f3c'.repeat(16),
      hash: 'b19e'.repeat(16),
      is_intact: true,
      seal: index === 0 ? null : { sequence: 1284, at: ago(60), hash: 'c0de'.repeat(16) },
    },
    call: isCalled
      ? {
          id: fakeId(70_000 + index),
          decision_id: id,
          started_at: row.at,
          answered_at: row.at,
          ended_at: ago(4 + index * 9),
          ended_by: 'remote',
          connect_class: 'connected',
          disposition_code: 'promise-to-pay',
          disposition_version: 1,
          disclosures: decision.obligations.slice(0, 2).map(({ code }) => ({ code, at: row.at })),
          recording: {
            state: 'on',
            changes: [
              { at: ago(6 + index * 9), is_paused: true, reason: 'payment', confirmed: 'paused' },
              { at: ago(5 + index * 9), is_paused: false, reason: 'payment', confirmed: 'on' },
            ],
          },
        }
      : null,
  };
}
