/** The violations tab in each of its states. */
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/violations' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;

export const violationShots: Shot[] = [
  { name: 'violations', ...desk, scenario: officer },
  { name: 'violations-empty', ...desk, scenario: { ...officer, hasNoViolations: true } },
  { name: 'violations-loading', ...desk, scenario: { ...officer, silent: ['compliance:list-violations'] } },
  {
    name: 'violations-failed',
    ...desk,
    scenario: { ...officer, failing: { 'compliance:list-violations': 'network/offline' } },
  },
];
