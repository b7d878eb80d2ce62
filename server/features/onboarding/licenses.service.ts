/** State licenses: added and taken back, never changed. A renewal is a further license. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { License, LicenseBody } from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { isInForceOn } from '../../../shared/domain/onboarding/state-licenses.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { findLicenseRows, insertLicense, type LicenseRow } from './onboarding.store.ts';

function standingOf(row: LicenseRow, isWithdrawn: boolean, day: string): License['standing'] {
  if (isWithdrawn) return 'withdrawn';
  if (isInForceOn({ validFrom: row.valid_from, validUntil: row.valid_until }, day)) return 'in-force';
  return day < row.valid_from ? 'to-come' : 'expired';
}

/** Licenses with how they stand on a day of the organization's zone, by state; those taken back are among them. */
export function licensesOf(rows: readonly LicenseRow[], day: string): License[] {
  const withdrawals = new Map(rows.map((row) => [row.withdraws, row]));
  return rows
    .flatMap((row): License[] => {
      const { withdraws: _withdraws, kind, ...license } = row;
      if (kind === 'withdrawn') return [];
      const later = withdrawals.get(row.id);
      const withdrawn = later ? { by: later.recorded_by, at: later.recorded_at, reason: later.reason ?? '' } : null;
      return [{ ...license, kind, standing: standingOf(row, withdrawn !== null, day), withdrawn }];
    })
    .toSorted((one, other) => one.state.localeCompare(other.state));
}

/** @throws ProblemError `request/invalid` for a last day before the first, or an id that stands for another license */
export async function addLicense(work: UnitOfWork, actor: Actor, id: string, body: LicenseBody): Promise<void> {
  const license = body.kind === 'license' ? body : null;
  const exemption = body.kind === 'not-needed' ? body : null;
  const validUntil = license?.valid_until ?? null;
  if (validUntil !== null && validUntil < body.valid_from)
    throw invalid('body.valid_until', 'The last day is before the first');
  const row = {
    id,
    kind: body.kind,
    state: body.state,
    license_number: license?.license_number ?? null,
    valid_from: body.valid_from,
    valid_until: validUntil,
    decided_by: exemption?.decided_by ?? null,
    reason: exemption?.reason ?? null,
    withdraws: null,
  };
  work.audit({ subject: { type: 'state-license', id }, detail: body });
  if (await insertLicense(work.database, { ...row, recorded_by: actor.userId, recorded_at: work.at })) return;
  const known = (await findLicenseRows(work.database)).find((each) => each.id === id);
  const fields = ['kind', 'state', 'license_number', 'valid_from', 'valid_until', 'decided_by', 'reason'] as const;
  if (!known || fields.some((field) => known[field] !== row[field]))
    throw invalid('params.id', 'This id stands for another license');
  work.audit({ detail: { is_repeated: true } });
}

/** Taking back twice has one effect. @throws ProblemError `request/not-found` */
export async function withdrawLicense(work: UnitOfWork, actor: Actor, id: string, reason: string): Promise<void> {
  const rows = await findLicenseRows(work.database);
  const license = rows.find((row) => row.id === id && row.kind !== 'withdrawn');
  if (!license) throw new ProblemError('request/not-found');
  const isNew = await insertLicense(work.database, {
    id: createId(work.clock),
    kind: 'withdrawn',
    state: license.state,
    license_number: license.license_number,
    valid_from: license.valid_from,
    valid_until: license.valid_until,
    decided_by: null,
    reason,
    withdraws: id,
    recorded_by: actor.userId,
    recorded_at: work.at,
  });
  work.audit({
    subject: { type: 'state-license', id },
    detail: { state: license.state, reason, ...(isNew ? {} : { is_repeated: true }) },
  });
}

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });
