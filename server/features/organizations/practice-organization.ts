/**
 * The practice organisation: where the product is tried, taught and tested without a PBX. Seeded with `DESKLINE_DEMO=1`
 * only, because everybody knows its passwords.
 */
import type { Role } from '../../../shared/domain/access/permissions.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { takeOver } from '../onboarding/index.ts';
import { insertPracticeOrganization, insertPracticeUsers } from './practice-organization.store.ts';

export const practiceOrganizationId = '01900000-0000-7000-8000-000000000001';
export const practicePassword = 'practice-makes-perfect';

const people: readonly { name: string; role: Role; user: string }[] = [
  { name: 'Olivia Hartmann', role: 'owner', user: 'owner' },
  { name: 'Adrian Kovac', role: 'admin', user: 'admin' },
  { name: 'Celeste Moreau', role: 'compliance', user: 'compliance' },
  { name: 'Marcus Bellweather', role: 'manager', user: 'manager' },
  { name: 'Sofia Lindqvist', role: 'supervisor', user: 'supervisor' },
  { name: 'Andre Whitfield', role: 'agent', user: 'agent' },
  { name: 'Priya Ramanathan', role: 'agent', user: 'agent2' },
  { name: 'Bianca Torres', role: 'billing', user: 'billing' },
  { name: 'Anton Gruber', role: 'analyst', user: 'analyst' },
  { name: 'August Fenwick', role: 'auditor', user: 'auditor' },
];

/** Adds the practice organisation and its ten people if they are not there. Gives the organisation's id. */
export async function seedPracticeOrganization(
  database: DatabaseDoor,
  clock: Clock,
  hashPassword: (password: string) => Promise<string>,
): Promise<string> {
  const passwordHash = await hashPassword(practicePassword);
  await database.withTenant(practiceOrganizationId, async (tenant) => {
    await insertPracticeOrganization(tenant, {
      id: practiceOrganizationId,
      name: 'Practice Recovery Services',
      caller_name: 'PR Services',
      zone: 'America/New_York',
      caller_ids: [
        { phone_number: '+12125550199', label: 'New York' },
        { phone_number: '+13105550199', label: 'Los Angeles' },
      ],
      created_at: isoNow(clock),
    });
    await takeOver(tenant, isoNow(clock), 'This organization is for practice.');
    const rows = people.map(({ name, role, user }) => ({
      id: createId(clock),
      email: `${user}@demo.example`,
      full_name: name,
      role,
      password_hash: passwordHash,
      sip_user: user,
      created_at: isoNow(clock),
    }));
    await insertPracticeUsers(tenant, rows);
  });
  return practiceOrganizationId;
}
