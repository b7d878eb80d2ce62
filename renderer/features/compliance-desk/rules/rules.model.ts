/** The rule packs as a compliance officer reads them. */
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import type { Rule, RulePack } from '../../../../shared/domain/compliance/rule.ts';

/** Packs end at a midnight of their own place; half a day before it is the last day everywhere. */
const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** In force, over, or still to come, at a moment (epoch milliseconds). */
export function packPhase(
  { effectiveFromMs, effectiveUntilMs }: Pick<RulePack, 'effectiveFromMs' | 'effectiveUntilMs'>,
  nowMs: number,
): { phase: 'in-force' | 'over' | 'to-come'; words: string } {
  if (nowMs < effectiveFromMs) return { phase: 'to-come', words: `From ${day(effectiveFromMs)}` };
  if (effectiveUntilMs === null) return { phase: 'in-force', words: `Since ${day(effectiveFromMs)}` };
  const last = day(effectiveUntilMs - 12 * 3_600_000);
  return nowMs < effectiveUntilMs
    ? { phase: 'in-force', words: `Until ${last}` }
    : { phase: 'over', words: `Ended ${last}` };
}

export const overrideWords: Readonly<Record<Rule['override'], string>> = {
  never: 'Nobody',
  'two-people': 'Two people',
  supervisor: 'One, with a reason',
};

/** Packs whose title, place, rules or sources hold every word that was typed. */
export function findPacks(text: string, packs: readonly RulePack[] = allPacks): readonly RulePack[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return packs.filter((pack) => {
    const rules = pack.rules.map(({ id, title, citation }) => `${id} ${title} ${citation}`).join(' ');
    const held = `${pack.id} ${pack.title} ${pack.jurisdiction} ${rules}`.toLowerCase();
    return words.every((word) => held.includes(word));
  });
}
