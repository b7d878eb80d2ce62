/** The tabs of violations and of what consumers told us, in each of their states. */
import type { Page } from 'playwright-core';
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
      await page.getByRole('textbox', { name: 'Name, account or number' }).fill('Marcus');
      await page.getByRole('heading', { name: /Marcus Whitfield/ }).waitFor();
    },
  },
];

const cockpit = { page: 'agent' } as const;
const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('option').first().click();
  await page.getByText('Lawyer mentioned').waitFor();
};

/** A refusal set aside: what the agent sees, and who answers. */
export const overrideShots: Shot[] = [
  { name: 'override-offer', ...cockpit, scenario: { verdict: 'review' }, prepare: openFirst },
  { name: 'override-waits', ...cockpit, scenario: { verdict: 'review', override: 'waiting' }, prepare: openFirst },
  { name: 'override-approved', ...cockpit, scenario: { verdict: 'review', override: 'approved' }, prepare: openFirst },
  { name: 'overrides', ...desk, route: '/compliance/overrides', scenario: { ...officer, override: 'asked' } },
  {
    name: 'floor-overrides',
    page: 'supervisor',
    route: '/floor',
    scenario: { role: 'supervisor', window: 'supervisor', override: 'asked' },
  },
];
