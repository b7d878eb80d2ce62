/** The tab of the screening lists in each of its states. */
import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/lists' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;
const lists = ['screening:list-litigators', 'screening:list-reassigned', 'screening:list-imports'] as const;

const openImport = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Import a file' }).click();
  await page.getByRole('dialog').waitFor();
};
const sendFile = async (page: Page): Promise<void> => {
  await openImport(page);
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await page.getByText('2026-11-full.txt').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
};
const toReassigned = (page: Page): Promise<void> => page.getByText('Reassigned', { exact: true }).click();

export const screeningShots: Shot[] = [
  { name: 'lists-litigators', ...desk, scenario: officer },
  { name: 'lists-reassigned', ...desk, scenario: officer, prepare: toReassigned },
  { name: 'lists-empty', ...desk, scenario: { ...officer, hasNoDnc: true } },
  { name: 'lists-loading', ...desk, scenario: { ...officer, silent: [...lists] } },
  {
    name: 'lists-failed',
    ...desk,
    scenario: {
      ...officer,
      failing: { 'screening:list-litigators': 'server/internal', 'screening:list-imports': 'network/offline' },
    },
  },
  { name: 'lists-auditor', ...desk, scenario: { ...officer, role: 'auditor' } },
  { name: 'lists-import', ...desk, scenario: officer, prepare: openImport },
  {
    name: 'lists-import-reassigned',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await toReassigned(page);
      await openImport(page);
    },
  },
  {
    name: 'lists-import-refused',
    ...desk,
    scenario: { ...officer, refusesFile: true },
    prepare: async (page) => {
      await sendFile(page);
      await page.getByText('3 lines cannot be read').waitFor();
    },
  },
  {
    name: 'lists-import-done',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await sendFile(page);
      await page.getByText('It holds from now on').waitFor();
    },
  },
  {
    name: 'lists-take-back',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Take back/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
