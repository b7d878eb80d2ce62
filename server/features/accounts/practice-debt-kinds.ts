/** What the debts of practice people are owed for, where a state asks (Nevada, NRS 649.366): as a creditor says it with the account. */
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { debtsOf, isMedicalCreditor } from './practice-history.ts';
import { practiceId } from './practice-ids.ts';
import type { PracticePerson } from './practice-people.ts';

type Given = { database: TenantDatabase; organizationId: string; nowMs: number; agentId: string | null };

const DAY_MS = 86_400_000;
const PLACED_DAYS_AGO = 190;
/** Long enough before for the sixty days of the notice to be over. */
const MAILED_DAYS_AGO = 150;

/** Adds what is missing, and changes nothing. */
export async function addDebtKinds(
  { database, organizationId, nowMs, agentId }: Given,
  person: PracticePerson,
  ids: { consumer: string; debts: readonly string[] },
): Promise<void> {
  if (agentId === null || !/, NV \d{5}$/.test(person.address)) return;
  const placedAt = new Date(nowMs - PLACED_DAYS_AGO * DAY_MS).toISOString();
  const mailedOn = new Date(nowMs - MAILED_DAYS_AGO * DAY_MS).toISOString().slice(0, 10);
  const source = {
    consumer_id: ids.consumer,
    received_at: placedAt,
    received_by: 'creditor' as const,
    recorded_at: placedAt,
    recorded_by: agentId,
  };
  const rows = debtsOf(person).flatMap((debt, index) => {
    const isMedical = isMedicalCreditor(debt.original_creditor);
    const id = (name: string) => practiceId(organizationId, `${name} ${person.key} ${index}`, index);
    const debtId = ids.debts[index] ?? null;
    const kind = {
      ...source,
      id: id('debt kind'),
      kind: 'medical-debt' as const,
      value: json({ is_medical: isMedical }),
      debt_id: debtId,
      note: 'Came with the account.',
    };
    const notice = {
      ...source,
      id: id('state notice'),
      kind: 'state-notice-mailed' as const,
      value: json({ mailed_on: mailedOn }),
      debt_id: debtId,
      note: 'Mailed by the creditor.',
    };
    return isMedical ? [kind, notice] : [kind];
  });
  await database
    .insertInto('consumer_facts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .execute();
}
