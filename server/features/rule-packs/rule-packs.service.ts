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
import { findDecidedModes, findSignOffs, insertPackRow, type PackRow } from './rule-packs.store.ts';

type BodyOfMode = z.output<typeof packModeBodySchema>;

const isFixed = ({ id }: RulePack): boolean => id === federalPack.id || id === retentionPack.id;
const defaultMode = (pack: RulePack): PackMode => (pack.jurisdiction === 'policy' ? 'shadow' : pack.mode);

type Known = { decided: PackRow | undefined; signed: PackRow | undefined };

function settingOf(pack: RulePack, { decided, signed }: Known): PackSetting {
  const mode = isFixed(pack) ? null : (decided?.mode ?? null);
  return {
    pack_id: pack.id,
    mode: mode ?? defaultMode(pack),
    is_default: mode === null,
    is_fixed: isFixed(pack),
    decided:
      decided === undefined || mode === null
        ? null
        : { by: decided.decided_by, at: decided.decided_at, reason: decided.reason },
    signed_off:
      signed?.signed_off_by == null || signed.signed_off_on === null
        ? null
        : { by: signed.signed_off_by, on: signed.signed_off_on, version: signed.pack_version },
  };
}

async function readKnown(database: TenantDatabase): Promise<(packId: string) => Known> {
  const decided = new Map((await findDecidedModes(database)).map((row) => [row.pack_id, row]));
  const signed = new Map((await findSignOffs(database)).map((row) => [row.pack_id, row]));
  return (packId) => ({ decided: decided.get(packId), signed: signed.get(packId) });
}

/** Every pack that is shipped, with its mode in this organisation. */
export async function listRulePacks(database: TenantDatabase): Promise<PackSetting[]> {
  const knownOf = await readKnown(database);
  return allPacks.map((pack) => settingOf(pack, knownOf(pack.id)));
}

/**
 * Decides how a pack is run, or writes down who of counsel signed its shipped version off, or both. A pack that is always enforced
 * can be signed off and nothing else.
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
  if (isFixed(pack) && mode !== undefined) throw new ProblemError('compliance/pack-is-floor');
  if (signedOff !== undefined && signedOff.on > work.at.slice(0, 10))
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'body.signed_off.on', message: 'This day is still to come.' }],
    });
  const before = (await readKnown(work.database))(packId);
  work.audit({
    subject: { type: 'rule-pack', id: packId },
    detail: {
      ...(mode === undefined ? {} : { mode, mode_before: settingOf(pack, before).mode }),
      reason,
      version: pack.version,
      ...(signedOff === undefined ? {} : { signed_off: signedOff }),
    },
  });
  const row = {
    pack_id: packId,
    mode: mode ?? null,
    reason,
    decided_at: work.at,
    pack_version: pack.version,
    signed_off_by: signedOff?.by ?? null,
    signed_off_on: signedOff?.on ?? null,
  };
  await insertPackRow(work.database, { ...row, decided_by: actor.userId });
  const now = { ...row, decided_by: actor.fullName };
  return settingOf(pack, {
    decided: mode === undefined ? before.decided : now,
    signed: signedOff === undefined ? before.signed : now,
  });
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
