/** What the consumer said: the menu, and each dialog that it opens, in a call and without one. */
import type { Page } from 'playwright-core';
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

export const toldShots: Shot[] = [
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
