/** The do-not-call tab in each of its states, and what an agent sees of it. */
import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/do-not-call' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;

const openImport = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Import a list' }).click();
  await page.getByRole('dialog').waitFor();
};
const fillImport = async (page: Page): Promise<void> => {
  await openImport(page);
  await page.getByLabel('Reason, where a line gives none').fill('Asked by letter');
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await page.getByText('2026-11-full.txt').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
};

export const doNotCallShots: Shot[] = [
  { name: 'do-not-call', ...desk, scenario: officer },
  { name: 'do-not-call-empty', ...desk, scenario: { ...officer, hasNoDnc: true } },
  { name: 'do-not-call-loading', ...desk, scenario: { ...officer, silent: ['dnc:list', 'dnc:list-registries'] } },
  {
    name: 'do-not-call-failed',
    ...desk,
    scenario: { ...officer, failing: { 'dnc:list': 'server/internal', 'dnc:list-registries': 'network/offline' } },
  },
  { name: 'do-not-call-auditor', ...desk, scenario: { ...officer, role: 'auditor' } },
  {
    name: 'do-not-call-search',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByLabel('Find by number or reason').fill('(212) 555-0141');
      await page.getByText('This number is on a registry').waitFor();
    },
  },
  {
    name: 'do-not-call-search-reason',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByLabel('Find by number or reason').fill('employer');
      await page.getByPlaceholder('Who said so: anybody').fill('import');
      await page.getByText('Child’s phone').first().waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'do-not-call-add',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Add a number' }).click();
      await page.getByLabel('Number', { exact: true }).fill('212 555 0188');
    },
  },
  {
    name: 'do-not-call-remove',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^Remove .* from the list/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'do-not-call-import', ...desk, scenario: officer, prepare: openImport },
  {
    name: 'do-not-call-import-running',
    ...desk,
    scenario: { ...officer, silent: ['dnc:import'] },
    prepare: async (page) => {
      await fillImport(page);
      await page.getByText(/The list in use holds/).waitFor();
    },
  },
  {
    name: 'do-not-call-import-refused',
    ...desk,
    scenario: { ...officer, refusesFile: true },
    prepare: async (page) => {
      await fillImport(page);
      await page.getByText('3 lines cannot be read').waitFor();
    },
  },
  {
    name: 'do-not-call-import-done',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await fillImport(page);
      await page.getByText('It holds from now on').waitFor();
    },
  },
  {
    name: 'cockpit-do-not-call',
    page: 'agent',
    prepare: async (page) => {
      await page.getByRole('option').first().click();
      await page
        .getByRole('button', { name: /^Do not call .* any more/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
