import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Organization } from '../../../shared/contracts/organizations/organizations.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findOrganization } from './organizations.store.ts';

/** The organisation with this id. @throws ProblemError `request/not-found` also when it is somebody else's. */
export async function getOrganization(database: TenantDatabase, id: string): Promise<Organization> {
  const organization = await findOrganization(database, id);
  if (!organization) throw new ProblemError('request/not-found');
  return organization;
}
