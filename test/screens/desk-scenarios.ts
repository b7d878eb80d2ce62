/** The tabs of violations and of what consumers told us, in each of their states. */
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

export const toldTabShots: Shot[] = [
  { name: 'told-tab-empty', ...desk, route: '/compliance/told', scenario: officer },
  {
    name: 'told-tab',
    ...desk,
    route: '/compliance/told',
    scenario: officer,
    prepare: async (page) => {
      await page.getByLabel('Name, account or number').fill('Marcus');
      await page.getByRole('heading', { name: /Marcus Whitfield/ }).waitFor();
    },
  },
];
