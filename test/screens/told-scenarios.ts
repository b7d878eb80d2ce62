/** What the consumer said: the menu, and each dialog that it opens, in a call and without one. */
import type { Page } from 'playwright-core';
import type { Scenario } from '../../renderer/testing/fake-bridge.ts';
import { fakeCall } from '../../renderer/testing/fake-data.ts';
import type { Shot } from './shot.ts';

const inCall: Pick<Shot, 'page' | 'scenario'> = { page: 'agent', scenario: { calls: [fakeCall()] } };

const press =
  (keys: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'They said' }).waitFor();
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
  };

const stranger = fakeCall({ direction: 'inbound', accountId: null, remoteName: null, remoteNumber: '+13125550142' });
const desk: Pick<Shot, 'page' | 'route'> = { page: 'supervisor', route: '/compliance/told' };
const officer: Scenario = { role: 'compliance', window: 'supervisor', told: 'many' };

const find = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Name, account or number' }).fill('Marcus');
  await page.getByRole('heading', { name: /Marcus Whitfield/ }).waitFor();
};
const openPaper =
  (paper: string, fill: (page: Page) => Promise<void> = async () => undefined) =>
  async (page: Page): Promise<void> => {
    await find(page);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('menuitem', { name: paper, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await fill(page);
  };
const email = async (page: Page): Promise<void> => page.getByLabel('Email address').fill('marcus.whitfield@gmail.com');

const deskShots: Shot[] = [
  { name: 'known', ...desk, scenario: officer, prepare: find },
  { name: 'known-empty', ...desk, scenario: { ...officer, told: 'none' }, prepare: find },
  { name: 'known-loading', ...desk, scenario: { ...officer, silent: ['consumer-facts:list'] }, prepare: find },
  {
    name: 'known-failed',
    ...desk,
    scenario: { ...officer, failing: { 'consumer-facts:list': 'network/offline' } },
    prepare: find,
  },
  {
    name: 'known-denied',
    ...desk,
    scenario: { ...officer, failing: { 'consumer-facts:list': 'permission/denied' } },
    prepare: find,
  },
  { name: 'known-auditor', ...desk, scenario: { ...officer, role: 'auditor' }, prepare: find },
  {
    name: 'record-menu',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await find(page);
      await page.getByRole('button', { name: 'Record', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Limitation period' }).waitFor();
    },
  },
  { name: 'record-servicemember', ...desk, scenario: officer, prepare: openPaper('Servicemember status') },
  {
    name: 'record-bankruptcy',
    ...desk,
    scenario: officer,
    prepare: openPaper('Bankruptcy case', async (page) => {
      await page.getByLabel('Case number').fill('26-10001');
      await page.getByLabel(/^Order or search/).fill('Docket 14, order of dismissal');
      await page.getByLabel(/^Released/).check();
    }),
  },
  {
    name: 'record-validation',
    ...desk,
    scenario: officer,
    prepare: openPaper('Validation notice', async (page) => page.getByLabel('Provided on').fill('2026-10-19')),
  },
  { name: 'record-electronic-notices', ...desk, scenario: officer, prepare: openPaper('Electronic notices') },
  {
    name: 'record-limitation',
    ...desk,
    scenario: officer,
    prepare: openPaper('Limitation period', async (page) => page.getByLabel('Last day to sue').fill('2020-01-31')),
  },
  { name: 'record-cease', ...desk, scenario: officer, prepare: openPaper('Notice to end contact') },
  { name: 'record-attorney', ...desk, scenario: officer, prepare: openPaper('Attorney') },
  { name: 'record-times', ...desk, scenario: officer, prepare: openPaper('Times to call') },
  { name: 'record-more-calls', ...desk, scenario: officer, prepare: openPaper('Consent to more calls') },
  { name: 'record-medical', ...desk, scenario: officer, prepare: openPaper('Medical debt or not') },
  { name: 'record-state-notice', ...desk, scenario: officer, prepare: openPaper('Notice of a medical debt') },
  { name: 'record-consent', ...desk, scenario: officer, prepare: openPaper('Consent', email) },
  {
    name: 'record-consent-texts',
    ...desk,
    scenario: officer,
    prepare: openPaper('Consent', async (page) => page.getByRole('dialog').getByText('Texts').click()),
  },
  { name: 'record-revocation', ...desk, scenario: officer, prepare: openPaper('Consent revoked') },
  { name: 'record-wrote-from', ...desk, scenario: officer, prepare: openPaper('Consumer wrote from it', email) },
  {
    name: 'record-creditor-notice',
    ...desk,
    scenario: officer,
    prepare: openPaper('Creditor’s notice of our emails', email),
  },
  {
    name: 'record-prior-collector',
    ...desk,
    scenario: officer,
    prepare: openPaper('Use by the collector before us', email),
  },
  {
    name: 'record-failed',
    ...desk,
    scenario: { ...officer, failing: { 'consumer-facts:report': 'local/save-failed' } },
    prepare: openPaper('Electronic notices', async (page) => {
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
    }),
  },
];

export const toldShots: Shot[] = [
  ...deskShots,
  { name: 'unknown-caller', page: 'agent', scenario: { calls: [stranger] } },
  {
    name: 'unknown-caller-barred',
    page: 'agent',
    scenario: { calls: [stranger] },
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Do not call this number/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Do not call' }).click();
      await page.getByText('is not called any more').waitFor();
    },
  },
  {
    name: 'told-other-account',
    ...inCall,
    prepare: async (page) => {
      await page
        .getByRole('option', { name: /Danielle Okafor/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Marcus Whitfield said' }).waitFor();
      await page.keyboard.press('Shift+Z');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'told-location',
    ...inCall,
    prepare: async (page) => {
      await press('Shift+I')(page);
      await page.getByLabel('They are now in').selectOption('Nevada');
    },
  },
  { name: 'told-again', ...inCall, prepare: press('Shift+U') },
  { name: 'told-service', ...inCall, prepare: press('Shift+M') },
  { name: 'told-consent', ...inCall, prepare: press('Shift+Y') },
  { name: 'told-revoked', ...inCall, prepare: press('Shift+N') },
  {
    name: 'told-menu',
    ...inCall,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'They said' }).click();
      await page.getByRole('menuitem', { name: /Bankruptcy/ }).waitFor();
    },
  },
  { name: 'told-cease', ...inCall, prepare: press('Shift+C') },
  {
    name: 'told-cease-written',
    ...inCall,
    prepare: async (page) => {
      await press('Shift+C')(page);
      await page.getByText('In writing', { exact: true }).click();
    },
  },
  { name: 'told-attorney', ...inCall, prepare: press('Shift+L') },
  { name: 'told-times', ...inCall, prepare: press('Shift+T') },
  {
    name: 'told-list-failed',
    page: 'agent',
    scenario: { calls: [fakeCall()], failing: { 'consumer-facts:list': 'network/offline' } },
    prepare: async (page) => page.getByRole('button', { name: 'They said' }).waitFor(),
  },
];
