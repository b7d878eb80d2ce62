import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Organization } from '../../../shared/contracts/organizations/organizations.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findOrganization, updateReservesPermits } from './organizations.store.ts';

/** The organisation with this id. @throws ProblemError `request/not-found` also when it is somebody else's. */
export async function getOrganization(database: TenantDatabase, id: string): Promise<Organization> {
  const organization = await findOrganization(database, id);
  if (!organization) throw new ProblemError('request/not-found');
  return organization;
}

/** Lets desktops have calls cleared ahead from now on, or not. What is cleared already runs out by itself. */
export async function setReservedPermits(work: UnitOfWork, reserves: boolean): Promise<Organization> {
  const { database, organizationId } = work;
  work.audit({ subject: { type: 'organization', id: organizationId }, detail: { reserves_permits: reserves } });
  await updateReservesPermits(database, reserves);
  return getOrganization(database, organizationId);
}
