/**
 * Which rule packs an organisation enforces. A pack that nobody decided about runs in its own mode; packs of policy, which are
 * no law, run in shadow until somebody enforces them. Nothing can loosen the federal floor (12 CFR 1006.104), nor what must be
 * kept of the records (12 CFR 1006.100).
 */
import type { z } from 'zod';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { packModeBodySchema, PackSetting } from '../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { Engine } from '../../../shared/domain/compliance/engine.ts';
import { allPacks, engineWith } from '../../../shared/domain/compliance/packs/all.ts';
import { federalPack } from '../../../shared/domain/compliance/packs/federal.ts';
import { retentionPack } from '../../../shared/domain/compliance/packs/retention.ts';
import type { PackMode, RulePack } from '../../../shared/domain/compliance/rule.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { type DecidedMode, findDecidedModes, insertDecidedMode } from './rule-packs.store.ts';

type BodyOfMode = z.output<typeof packModeBodySchema>;

const isFixed = ({ id }: RulePack): boolean => id === federalPack.id || id === retentionPack.id;
const defaultMode = (pack: RulePack): PackMode => (pack.jurisdiction === 'policy' ? 'shadow' : pack.mode);

const decisionOf = (decided: DecidedMode): PackSetting['decided'] => ({
  by: decided.decided_by,
  at: decided.decided_at,
  reason: decided.reason,
  version: decided.pack_version,
  signed_off:
    decided.signed_off_by === null || decided.signed_off_on === null
      ? null
      : { by: decided.signed_off_by, on: decided.signed_off_on },
});

function settingOf(pack: RulePack, decided: DecidedMode | undefined): PackSetting {
  return {
    pack_id: pack.id,
    mode: decided === undefined || isFixed(pack) ? defaultMode(pack) : decided.mode,
    is_default: decided === undefined,
    is_fixed: isFixed(pack),
    decided: decided === undefined ? null : decisionOf(decided),
  };
}

/** Every pack that is shipped, with its mode in this organisation. */
export async function listRulePacks(database: TenantDatabase): Promise<PackSetting[]> {
  const decided = new Map((await findDecidedModes(database)).map((row) => [row.pack_id, row]));
  return allPacks.map((pack) => settingOf(pack, decided.get(pack.id)));
}

/**
 * Decides how a pack is run, and writes down who of counsel signed its shipped version off. A pack that is always enforced can be
 * signed off and nothing else.
 * @throws ProblemError `request/not-found`, `compliance/pack-is-floor`, `request/invalid` for a day that is still to come.
 */
export async function setRulePackMode(
  work: UnitOfWork,
  actor: Actor,
  packId: string,
  { mode, reason, signed_off: signedOff }: BodyOfMode,
): Promise<PackSetting> {
  const pack = allPacks.find(({ id }) => id === packId);
  if (!pack) throw new ProblemError('request/not-found');
  if (isFixed(pack) && mode !== pack.mode) throw new ProblemError('compliance/pack-is-floor');
  if (signedOff !== undefined && signedOff.on > work.at.slice(0, 10))
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'body.signed_off.on', message: 'This day is still to come.' }],
    });
  const before = (await findDecidedModes(work.database)).find((row) => row.pack_id === packId);
  work.audit({
    subject: { type: 'rule-pack', id: packId },
    detail: {
      mode,
      reason,
      mode_before: settingOf(pack, before).mode,
      version: pack.version,
      ...(signedOff === undefined ? {} : { signed_off: signedOff }),
    },
  });
  const decided = {
    pack_id: packId,
    mode,
    reason,
    decided_at: work.at,
    pack_version: pack.version,
    signed_off_by: signedOff?.by ?? null,
    signed_off_on: signedOff?.on ?? null,
  };
  await insertDecidedMode(work.database, { ...decided, decided_by: actor.userId });
  return settingOf(pack, { ...decided, decided_by: actor.fullName });
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
