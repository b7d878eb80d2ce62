/** The disputes tab in each of its states, and how an agent takes one in. */
import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/disputes' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor();
};

export const disputeShots: Shot[] = [
  { name: 'disputes', ...desk, scenario: officer },
  { name: 'disputes-empty', ...desk, scenario: { ...officer, hasNoDisputes: true } },
  { name: 'disputes-loading', ...desk, scenario: { ...officer, silent: ['disputes:list'] } },
  { name: 'disputes-failed', ...desk, scenario: { ...officer, failing: { 'disputes:list': 'network/offline' } } },
  { name: 'disputes-answer', ...desk, scenario: officer, prepare: press('Answer was sent') },
  { name: 'disputes-release', ...desk, scenario: officer, prepare: press('Release') },
  {
    name: 'disputes-closed',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByText('Closed', { exact: true }).click();
      await page.getByText('Answer sent').waitFor();
    },
  },
  {
    name: 'cockpit-dispute',
    page: 'agent',
    prepare: async (page) => {
      await page.getByRole('option').first().click();
      await page.getByRole('heading', { name: 'Debts' }).waitFor();
      await page.keyboard.press('f');
      await page.getByRole('dialog').getByText('By letter').click();
    },
  },
];
