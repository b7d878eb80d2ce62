/** The tabs of the overview, of violations and of what consumers told us, in each of their states. */
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

const overview = { ...desk, route: '/compliance/overview' } as const;

export const overviewShots: Shot[] = [
  { name: 'overview', ...overview, scenario: officer },
  { name: 'overview-90', ...overview, route: '/compliance/overview?days=90', scenario: officer },
  { name: 'overview-empty', ...overview, scenario: { ...officer, hasNoDecisions: true } },
  { name: 'overview-loading', ...overview, scenario: { ...officer, silent: ['compliance:get-overview'] } },
  {
    name: 'overview-failed',
    ...overview,
    scenario: { ...officer, failing: { 'compliance:get-overview': 'network/offline' } },
  },
  {
    name: 'overview-denied',
    ...overview,
    scenario: { ...officer, failing: { 'compliance:get-overview': 'permission/denied' } },
  },
  {
    name: 'decisions-of-a-link',
    ...desk,
    route: '/compliance/decisions?outcome=refused&rule=F-1&from=2026-11-01&to=2026-11-23&zone=America%2FNew_York',
    scenario: officer,
  },
  {
    name: 'violations-exported',
    ...desk,
    route:
      '/compliance/violations?kind=disclosure-missed&rule=F-13&from=2026-11-01&to=2026-11-23&zone=America%2FNew_York',
    scenario: officer,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByText('Saved as violations').waitFor();
    },
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
