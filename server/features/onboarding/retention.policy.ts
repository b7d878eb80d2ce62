/** How long records are kept at least: rule F-18 itself is asked, so that the number stands in one place. */
import { evaluateRetention } from '../../../shared/domain/compliance/engine.ts';
import { retentionFactsSchema } from '../../../shared/domain/compliance/facts/retention.ts';
import { retentionPack } from '../../../shared/domain/compliance/packs/retention.ts';

/** Why a period of so many months may not be set; null: it may. */
export function whyTooShort(months: number, nowMs: number): string | null {
  const facts = retentionFactsSchema.parse({ action: { kind: 'retention', act: 'set-period', months }, record: null });
  const { verdict, findings } = evaluateRetention({ packs: [retentionPack] }, facts, nowMs);
  return verdict === 'allow' ? null : (findings.find((each) => each.verdict === 'block')?.reason ?? 'Too short');
}

const mostMonths = 1200;

/** The shortest period that the rule allows at the effective date of its pack or later. */
export const leastRetentionMonths: number = (() => {
  for (let months = 0; months < mostMonths; months += 1)
    if (whyTooShort(months, retentionPack.effectiveFromMs) === null) return months;
  throw new Error('No retention period is long enough');
})();
