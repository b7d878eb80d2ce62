/** The setup tab in each of its states, and what an agent sees while it is not complete. */
import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const desk = { page: 'supervisor', route: '/compliance/setup' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;
const openStep = (title: string) => async (page: Page) =>
  page.getByRole('button', { name: new RegExp(`^${title}`) }).click();

export const setupShots: Shot[] = [
  { name: 'setup-empty', ...desk, scenario: { ...officer, setup: 'empty' } },
  { name: 'setup-half', ...desk, scenario: { ...officer, setup: 'half' } },
  { name: 'setup-taken-over', ...desk, scenario: { ...officer, setup: 'taken-over' } },
  { name: 'setup-complete', ...desk, scenario: officer },
  { name: 'setup-licenses', ...desk, scenario: officer, prepare: openStep('State licenses') },
  {
    name: 'setup-licenses-empty',
    ...desk,
    scenario: { ...officer, setup: 'empty' },
    prepare: openStep('State licenses'),
  },
  { name: 'setup-packs', ...desk, scenario: officer, prepare: openStep('Rule packs') },
  { name: 'setup-caller-ids', ...desk, scenario: officer, prepare: openStep('Caller ids') },
  { name: 'setup-words', ...desk, scenario: officer, prepare: openStep('Words of the call') },
  { name: 'setup-retention', ...desk, scenario: officer, prepare: openStep('Retention') },
  { name: 'setup-auditor', ...desk, scenario: { ...officer, role: 'auditor' } },
  { name: 'setup-loading', ...desk, scenario: { ...officer, silent: ['onboarding:get'] } },
  { name: 'setup-failed', ...desk, scenario: { ...officer, failing: { 'onboarding:get': 'network/offline' } } },
  {
    name: 'cockpit-setup-missing',
    page: 'agent',
    scenario: { failing: { 'compliance:evaluate-pre-dial': 'onboarding/incomplete' } },
    prepare: async (page) => {
      await page.getByRole('option').first().click();
      await page.getByText(/may not dial yet/).waitFor();
    },
  },
];
