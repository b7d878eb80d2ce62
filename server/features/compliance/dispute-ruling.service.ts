/**
 * What the rules say of one dispute, asked as the gate asks them: whether it came in the validation period of its debt (F-15), and
 * whether New York City holds the debt for it (S-2-dispute) in a pack that is in force here.
 */
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import type { DisputeDetail } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { isoFromDay } from '../../../shared/domain/compliance/local-time.ts';
import { federalCallFrequency } from '../../../shared/domain/compliance/packs/federal.ts';
import { verdictOrder } from '../../../shared/domain/compliance/rule.ts';
import { isReceivedInPeriod } from '../../../shared/domain/compliance/rules/written-dispute.ts';
import { validationPeriodEnd } from '../../../shared/domain/compliance/validation-dates.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { engineOf } from '../rule-packs/index.ts';
import { factsOf } from './contact-facts.read-model.ts';
import { readContacts } from './contact-rows.read-model.ts';

const cityRule = 'S-2-dispute';

type AskedDispute = { id: string; account_id: string; consumer_id: string; debt_id: string; received_at: string };
export type DisputeRuling = Pick<DisputeDetail, 'validation' | 'city_hold'>;

/** Reads the facts and asks; stores nothing. */
export async function judgeDispute(
  database: TenantDatabase,
  dispute: AskedDispute,
  nowMs: number,
): Promise<DisputeRuling> {
  const target = {
    accountId: dispute.account_id,
    consumerId: dispute.consumer_id,
    phoneNumber: '',
    candidateCount: 1,
  };
  const rows = await readContacts(database, [target], nowMs);
  const { callerName, packModes, setup } = rows.organization;
  const [loaded] = factsOf(rows, [target], { organizationName: callerName, agentName: '', ...setup }, nowMs);
  const debt = loaded?.debts.find(({ id }) => id === dispute.debt_id);
  if (!loaded || !debt) throw new Error('A dispute whose debt is not on the file of its consumer');
  const phoneNumber = loaded.location.phones[0]?.phoneNumber ?? '';
  const facts = {
    ...loaded,
    action: { ...loaded.action, phoneNumber, debtIds: [debt.id] },
    // Another dispute of the debt may hold it as well; asked is what this one does.
    debts: [{ ...debt, disputes: debt.disputes.filter(({ id }) => id === dispute.id) }],
  };
  const end = validationPeriodEnd(debt.validation);
  const { findings } = evaluateContact(engineOf(packModes), facts, nowMs);
  const held = findings
    .filter(({ rule_id: id, mode, verdict }) => id === cityRule && mode === 'enforce' && verdict !== 'allow')
    .toSorted((one, other) => verdictOrder.indexOf(one.verdict) - verdictOrder.indexOf(other.verdict))
    .at(-1);
  return {
    validation: {
      is_in_period: isReceivedInPeriod(
        facts,
        debt,
        Date.parse(dispute.received_at),
        federalCallFrequency.statedLocationMs,
      ),
      notice_on: end === null ? null : debt.validation.providedOn,
      ends_on: end === null ? null : isoFromDay(end),
    },
    city_hold: held ? { verdict: held.verdict, reason: held.reason, citation: held.citation } : null,
  };
}
