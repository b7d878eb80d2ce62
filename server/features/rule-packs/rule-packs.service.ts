/**
 * Which rule packs an organisation enforces. A pack that nobody decided about runs in its own mode; packs of policy, which are
 * no law, run in shadow until somebody enforces them. Nothing can loosen the federal floor (12 CFR 1006.104).
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PackSetting } from '../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { Engine } from '../../../shared/domain/compliance/engine.ts';
import { allPacks, engineWith } from '../../../shared/domain/compliance/packs/all.ts';
import { federalPack } from '../../../shared/domain/compliance/packs/federal.ts';
import type { PackMode, RulePack } from '../../../shared/domain/compliance/rule.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { type DecidedMode, findDecidedModes, insertDecidedMode } from './rule-packs.store.ts';

const isFixed = ({ id }: RulePack): boolean => id === federalPack.id;
const defaultMode = (pack: RulePack): PackMode => (pack.jurisdiction === 'policy' ? 'shadow' : pack.mode);

function settingOf(pack: RulePack, decided: DecidedMode | undefined): PackSetting {
  const isDefault = decided === undefined || isFixed(pack);
  return {
    pack_id: pack.id,
    mode: isDefault ? defaultMode(pack) : decided.mode,
    is_default: isDefault,
    is_fixed: isFixed(pack),
    decided: isDefault ? null : { by: decided.decided_by, at: decided.decided_at, reason: decided.reason },
  };
}

/** Every pack that is shipped, with its mode in this organisation. */
export async function listRulePacks(database: TenantDatabase): Promise<PackSetting[]> {
  const decided = new Map((await findDecidedModes(database)).map((row) => [row.pack_id, row]));
  return allPacks.map((pack) => settingOf(pack, decided.get(pack.id)));
}

/** @throws ProblemError `request/not-found`, `compliance/pack-is-floor` */
export async function setRulePackMode(
  work: UnitOfWork,
  actor: Actor,
  packId: string,
  { mode, reason }: { mode: PackMode; reason: string },
): Promise<PackSetting> {
  const pack = allPacks.find(({ id }) => id === packId);
  if (!pack) throw new ProblemError('request/not-found');
  if (isFixed(pack)) throw new ProblemError('compliance/pack-is-floor');
  const before = (await findDecidedModes(work.database)).find((row) => row.pack_id === packId);
  work.audit({
    subject: { type: 'rule-pack', id: packId },
    detail: { mode, reason, mode_before: settingOf(pack, before).mode, version: pack.version },
  });
  await insertDecidedMode(work.database, {
    pack_id: packId,
    mode,
    reason,
    decided_by: actor.userId,
    decided_at: work.at,
  });
  return settingOf(pack, { pack_id: packId, mode, reason, decided_by: actor.fullName, decided_at: work.at });
}

/** Whether somebody decided about each pack that can be decided about; `modes` by pack id. */
export const areAllPacksDecided = (modes: Readonly<Record<string, unknown>>): boolean =>
  allPacks.every((pack) => isFixed(pack) || pack.id in modes);

/** Engines by what organisations decided: few combinations exist, and rules are bound once for each. */
const engines = new Map<string, Engine>();

/** The engine of an organisation that decided so about these packs; `modes` by pack id. */
export function engineOf(modes: Readonly<Record<string, PackMode>>): Engine {
  const all = Object.fromEntries(
    allPacks.map((pack) => [pack.id, isFixed(pack) ? pack.mode : (modes[pack.id] ?? defaultMode(pack))]),
  );
  const key = JSON.stringify(all);
  const known = engines.get(key) ?? engineWith(all);
  engines.set(key, known);
  return known;
}
