/**
 * What the rules say of one dispute, asked as the gate asks them: whether it came in the validation period of its debt (F-15), and
 * whether New York City holds the debt for it (S-2-dispute) in a pack that is in force here.
 */
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import type { DisputeDetail } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { Debt } from '../../../shared/domain/compliance/facts/debt.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { isoFromDay } from '../../../shared/domain/compliance/local-time.ts';
import { federalCallFrequency } from '../../../shared/domain/compliance/packs/federal.ts';
import { verdictOrder } from '../../../shared/domain/compliance/rule.ts';
import { isReceivedInPeriod } from '../../../shared/domain/compliance/rules/written-dispute.ts';
import { validationPeriodEnd } from '../../../shared/domain/compliance/validation-dates.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { engineOf } from '../rule-packs/index.ts';
import { factsOf } from './contact-facts.read-model.ts';
import { type ContactRows, readContacts } from './contact-rows.read-model.ts';

const cityRule = 'S-2-dispute';

type AskedDispute = { id: string; account_id: string; consumer_id: string; debt_id: string; received_at: string };
export type DisputeRuling = Pick<DisputeDetail, 'validation' | 'city_hold'>;

type Asked = { facts: ContactFacts; debt: Debt };

/** The facts of each dispute's consumer, as for a call about its debt, and the debt. */
async function readAsked(
  database: TenantDatabase,
  disputes: readonly AskedDispute[],
  nowMs: number,
): Promise<{ rows: ContactRows; asked: Asked[] }> {
  const targets = disputes.map((dispute) => ({
    accountId: dispute.account_id,
    consumerId: dispute.consumer_id,
    phoneNumber: '',
    candidateCount: 1,
  }));
  const rows = await readContacts(database, targets, nowMs);
  const { callerName, setup } = rows.organization;
  const loaded = factsOf(rows, targets, { organizationName: callerName, agentName: '', ...setup }, nowMs);
  const asked = disputes.map((dispute, index) => {
    const facts = loaded[index];
    const debt = facts?.debts.find(({ id }) => id === dispute.debt_id);
    if (!facts || !debt) throw new Error('A dispute whose debt is not on the file of its consumer');
    const phoneNumber = facts.location.phones[0]?.phoneNumber ?? '';
    return { debt, facts: { ...facts, action: { ...facts.action, phoneNumber, debtIds: [debt.id] } } };
  });
  return { rows, asked };
}

const isInPeriod = ({ facts, debt }: Asked, dispute: AskedDispute): boolean =>
  isReceivedInPeriod(facts, debt, Date.parse(dispute.received_at), federalCallFrequency.statedLocationMs);

/** Of each dispute, whether it came in the validation period of its debt, in their order. */
export async function judgePeriods(
  database: TenantDatabase,
  disputes: readonly AskedDispute[],
  nowMs: number,
): Promise<boolean[]> {
  if (disputes.length === 0) return [];
  const { asked } = await readAsked(database, disputes, nowMs);
  return disputes.map((dispute, index) => {
    const each = asked[index];
    return each !== undefined && isInPeriod(each, dispute);
  });
}

/** Reads the facts and asks; stores nothing. */
export async function judgeDispute(
  database: TenantDatabase,
  dispute: AskedDispute,
  nowMs: number,
): Promise<DisputeRuling> {
  const {
    rows,
    asked: [asked],
  } = await readAsked(database, [dispute], nowMs);
  if (!asked) throw new Error('A dispute without facts');
  const { debt } = asked;
  const facts = {
    ...asked.facts,
    // Another dispute of the debt may hold it as well; asked is what this one does.
    debts: [{ ...debt, disputes: debt.disputes.filter(({ id }) => id === dispute.id) }],
  };
  const end = validationPeriodEnd(debt.validation);
  const { findings } = evaluateContact(engineOf(rows.organization.packModes), facts, nowMs);
  const held = findings
    .filter(({ rule_id: id, mode, verdict }) => id === cityRule && mode === 'enforce' && verdict !== 'allow')
    .toSorted((one, other) => verdictOrder.indexOf(one.verdict) - verdictOrder.indexOf(other.verdict))
    .at(-1);
  return {
    validation: {
      is_in_period: isInPeriod(asked, dispute),
      notice_on: end === null ? null : debt.validation.providedOn,
      ends_on: end === null ? null : isoFromDay(end),
    },
    city_hold: held ? { verdict: held.verdict, reason: held.reason, citation: held.citation } : null,
  };
}
