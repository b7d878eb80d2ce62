/**
 * Who may do what: the only place where roles and permissions meet (OWASP ASVS 5.0, 8.2.1).
 *
 * The lattice, each role holding what stands below it:
 *
 *                     owner
 *                       |
 *                     admin
 *          ┌────────────┼───────────┐
 *      compliance    manager     billing
 *          |         ┌──┴─────┐
 *       auditor  supervisor  analyst
 *                    |
 *                  agent
 */

export const roles = [
  'owner',
  'admin',
  'compliance',
  'manager',
  'supervisor',
  'agent',
  'billing',
  'analyst',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** Each role's direct subordinates. */
export const roleLattice: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['admin'],
  admin: ['compliance', 'manager', 'billing'],
  compliance: ['auditor'],
  manager: ['supervisor', 'analyst'],
  supervisor: ['agent'],
  agent: [],
  billing: [],
  analyst: [],
  auditor: [],
};

/** What each role holds by itself, beside what it inherits. Every permission stands here at least once. */
const ownPermissions = {
  owner: [],
  admin: ['user.session.end-any'],
  compliance: [
    'compliance.manage-packs',
    'compliance.manage-retention',
    'onboarding.manage',
    'organization.reserved-permits',
    'live.read',
    'dispute.file',
    'dispute.manage',
    'consumer-fact.record',
    'consumer-fact.take-back',
    'consumer-fact.record-paper',
    'compliance.override',
    'compliance.override-law',
    'dnc.add',
    'dnc.remove',
    'dnc.manage',
  ],
  manager: ['phone-message.manage', 'organization.supervision-notice'],
  supervisor: ['floor.read', 'call.read-all', 'call.supervise', 'compliance.override'],
  agent: [
    'account.read',
    'queue.read',
    'compliance.evaluate',
    'compliance.read-own',
    'call.place',
    'call.read',
    'disposition.write',
    'phone.use',
    'live.read',
    'agent-state.write',
    'dispute.file',
    'dnc.add',
    'consumer-fact.record',
  ],
  billing: ['account.read'],
  analyst: ['call.read-all', 'call.read'],
  auditor: [
    'audit.read',
    'account.read',
    'call.read',
    'call.read-all',
    'compliance.evaluate',
    'compliance.read',
    'dispute.read',
    'dnc.read',
    'compliance.read-own',
  ],
} as const satisfies Record<Role, readonly string[]>;

export type Permission = (typeof ownPermissions)[Role][number];

export const permissions: readonly Permission[] = [...new Set(Object.values(ownPermissions).flat())].toSorted();

/** The role itself and every role below it. */
export function rolesWithin(role: Role): ReadonlySet<Role> {
  const found = new Set<Role>([role]);
  for (const below of roleLattice[role]) for (const each of rolesWithin(below)) found.add(each);
  return found;
}

/** Everything a role may do: its own permissions and those of the roles below it. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  const held = new Set<Permission>();
  for (const each of rolesWithin(role)) for (const permission of ownPermissions[each]) held.add(permission);
  return held;
}

export const hasPermission = (role: Role, permission: Permission): boolean => permissionsOf(role).has(permission);
