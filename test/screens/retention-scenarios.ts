/** The retention tab in each of its states. */
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/retention' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;

export const retentionShots: Shot[] = [
  { name: 'retention', ...desk, scenario: officer },
  { name: 'retention-empty', ...desk, scenario: { ...officer, hasNoHolds: true } },
  {
    name: 'retention-loading',
    ...desk,
    scenario: { ...officer, silent: ['retention:list-holds', 'retention:list-purges'] },
  },
  {
    name: 'retention-failed',
    ...desk,
    scenario: {
      ...officer,
      failing: { 'retention:list-holds': 'server/internal', 'retention:list-purges': 'network/offline' },
    },
  },
  { name: 'retention-counting', ...desk, scenario: { ...officer, purgeJob: 'counting' } },
  { name: 'retention-count-stopped', ...desk, scenario: { ...officer, purgeJob: 'count-stopped' } },
  { name: 'retention-purge-stopped', ...desk, scenario: { ...officer, purgeJob: 'purge-stopped' } },
  { name: 'retention-auditor', ...desk, scenario: { ...officer, role: 'auditor' } },
  {
    name: 'retention-hold',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Place a hold' }).click();
      await page.getByLabel('Find the consumer').fill('ar');
      await page.getByRole('list', { name: 'Found' }).getByRole('button').first().waitFor();
      await page.getByLabel('Matter').fill('Morgan v. Harbor Point');
    },
  },
  {
    name: 'retention-run',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Dry run', exact: true }).click();
      await page
        .getByRole('button', { name: /^Purge 8,006 records/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
