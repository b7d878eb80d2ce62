/** Whether agents are shown that somebody supervises them: the organization decides it, and it holds for what goes on too. */
import type { Organization } from '../../../shared/contracts/organizations/organizations.contract.ts';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { hasPermission, roles } from '../../../shared/domain/access/permissions.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { getOrganization } from '../organizations/index.ts';
import { findOpenSupervisions, findRoles, setShowsSupervision } from './supervision.store.ts';

const rolesWithFloor = new Set<string>(roles.filter((role) => hasPermission(role, 'floor.read')));

/** Shows it from now on, or does not; agents who are supervised at the moment see it at once, or see it no more. */
export async function setSupervisionNotice(work: UnitOfWork, shows: boolean): Promise<Organization> {
  const { database, organizationId } = work;
  work.audit({ subject: { type: 'organization', id: organizationId }, detail: { shows_supervision: shows } });
  if (await setShowsSupervision(database, shows)) {
    const open = await findOpenSupervisions(database);
    const users = await findRoles(
      database,
      open.map(({ agent_id: agentId }) => agentId),
    );
    for (const supervision of open) {
      const { id, agent_id: agentId } = supervision;
      // Whoever sees the floor goes on seeing it there.
      if (!shows && users.some(({ id: userId, role }) => userId === agentId && rolesWithFloor.has(role))) continue;
      const event: LiveEvent = shows
        ? { type: 'supervision', supervision }
        : { type: 'supervision-ended', supervision_id: id, agent_id: agentId };
      work.publish(event, `agent:${agentId}`);
    }
  }
  return getOrganization(database, organizationId);
}
