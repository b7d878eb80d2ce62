/** The simulator with situations of each kind, and when the text is wrong, a case expects something else, or settings are away. */
import { z } from 'zod';
import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const caseFileSchema = z.object({ cases: z.array(z.record(z.string(), z.unknown())) });

const desk = { page: 'supervisor', route: '/compliance/simulator' } as const;
const officer = { role: 'compliance', window: 'supervisor' } as const;

/** A whole time line is there. */
const drawn = (page: Page): Promise<void> => page.locator('.is-together .tl-bar').first().waitFor();
const begin =
  (title: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('combobox', { name: 'Begin with a situation' }).click();
    await page.getByRole('option', { name: title, exact: true }).click();
    await drawn(page);
  };

export const simulatorShots: Shot[] = [
  { name: 'simulator-ordinary', ...desk, scenario: officer, prepare: drawn },
  {
    name: 'simulator-seven-calls',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await begin('Seven calls in seven days')(page);
      await page.getByRole('button', { name: /F-1 Seven calls/ }).click();
      await page.getByRole('slider', { name: 'Moment looked at' }).focus();
      for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'simulator-massachusetts',
    ...desk,
    scenario: officer,
    prepare: begin('Massachusetts, two calls in seven days'),
  },
  {
    name: 'simulator-several-zones',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await begin('Several zones: an eastern number, an address in California')(page);
      await page.getByRole('slider', { name: 'Moment looked at' }).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('PageDown');
    },
  },
  { name: 'simulator-cease', ...desk, scenario: officer, prepare: begin('A written request to cease communication') },
  {
    name: 'simulator-wrong-text',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await drawn(page);
      const field = page.getByRole('textbox', { name: 'Case file' });
      const text = await field.inputValue();
      await field.fill(text.replace('"voice"', '"fax"').replace('"debt_ids"', '"depts"'));
      await page.getByText('2 things are wrong').waitFor();
    },
  },
  {
    name: 'simulator-expectations',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await drawn(page);
      const field = page.getByRole('textbox', { name: 'Case file' });
      const { cases } = caseFileSchema.parse(JSON.parse(await field.inputValue()));
      const [first] = cases;
      const second = { ...first, id: 'second', expect: { verdict: 'allow', findings: { 'F-4': 'defer' } } };
      await field.fill(JSON.stringify({ cases: [first, second] }, null, 2));
      await page.getByRole('combobox', { name: /2 cases in this file, 1 not/ }).click();
      await page.getByRole('option', { name: /second/ }).click();
      await drawn(page);
    },
  },
  {
    name: 'simulator-packs',
    ...desk,
    scenario: officer,
    prepare: async (page) => {
      await drawn(page);
      await page.getByRole('button', { name: 'Packs as we run them' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'simulator-place-unknown',
    ...desk,
    scenario: officer,
    prepare: begin('Nothing says where the consumer is'),
  },
  {
    name: 'simulator-payment',
    ...desk,
    scenario: officer,
    prepare: begin('Opening the card form during a recorded call'),
  },
  {
    name: 'simulator-offline',
    ...desk,
    scenario: { ...officer, failing: { 'rule-packs:list': 'network/offline' } },
    prepare: drawn,
  },
];
