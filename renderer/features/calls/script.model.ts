/** Lines of a script against what was said: which of them wait for the right party, and which is next. Pure. */
import type { Obligation } from '../../../shared/contracts/compliance/decision.ts';
import { confirmsRightParty, tellsOfDebt } from '../../../shared/domain/compliance/in-call-disclosures.ts';

export type ScriptLine = Obligation & {
  /** ISO 8601 UTC; null: not yet. */
  saidAt: string | null;
  /** Its words tell of a debt, and nobody has said yet that they are the right party (12 CFR 1006.6(d)(1)). */
  isLocked: boolean;
};

/** The lines in their order, with the moment at which each was said. */
export function scriptLines(
  obligations: readonly Obligation[],
  disclosures: readonly { code: string; at: string }[],
): ScriptLine[] {
  const saidAt = new Map(disclosures.map(({ code, at }) => [code, at]));
  const waits = obligations.some(({ code }) => confirmsRightParty(code) && !saidAt.has(code));
  return obligations.map((line) => {
    const at = saidAt.get(line.code) ?? null;
    return { ...line, saidAt: at, isLocked: at === null && waits && tellsOfDebt(line.code) };
  });
}

/** The first line that is not said and may be; undefined after the last. */
export const nextLine = (lines: readonly ScriptLine[]): ScriptLine | undefined =>
  lines.find(({ saidAt, isLocked }) => saidAt === null && !isLocked);
