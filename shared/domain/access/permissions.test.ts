import { describe, expect, it } from 'vitest';
import { hasPermission, permissions, permissionsOf, roleLattice, roles, rolesWithin } from './permissions.ts';

describe('the role lattice', () => {
  it('has nine roles, all below the owner, none below itself', () => {
    expect(roles).toHaveLength(9);
    expect([...rolesWithin('owner')].toSorted()).toEqual([...roles].toSorted());
    for (const role of roles)
      for (const below of roleLattice[role]) expect(rolesWithin(below).has(role), `${below} holds ${role}`).toBe(false);
  });

  it('gives a role everything the roles below it hold', () => {
    for (const role of roles)
      for (const below of rolesWithin(role))
        for (const permission of permissionsOf(below))
          expect(hasPermission(role, permission), `${role} lacks ${permission}`).toBe(true);
  });

  it('gives the owner every permission', () => {
    expect([...permissionsOf('owner')].toSorted()).toEqual([...permissions]);
  });

  it.each([
    ['agent', 'call.place', true],
    ['agent', 'floor.read', false],
    ['agent', 'audit.read', false],
    ['supervisor', 'floor.read', true],
    ['supervisor', 'audit.read', false],
    ['manager', 'call.place', true],
    ['compliance', 'audit.read', true],
    ['compliance', 'call.place', false],
    ['auditor', 'call.place', false],
    ['billing', 'call.read', false],
    ['analyst', 'account.read', false],
    ['admin', 'user.session.end-any', true],
    ['agent', 'dnc.add', true],
    ['agent', 'dnc.read', false],
    ['supervisor', 'dnc.remove', false],
    ['compliance', 'dnc.manage', true],
    ['auditor', 'dnc.add', false],
    ['agent', 'consumer-fact.record-paper', false],
    ['compliance', 'consumer-fact.record-paper', true],
  ] as const)('%s: %s is %s', (role, permission, expected) => {
    expect(hasPermission(role, permission)).toBe(expected);
  });
});
