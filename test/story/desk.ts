/** What a person does at a Deskline window, in a person's words. Shared by the specs, the demo and the bench. */
import { expect as assert, type Page } from '@playwright/test';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** What the preload of each window offers its page. */
    deskline: DesklineBridge;
  }
}

/** Machines are shared and slow at times: patience here is not a promise, those are measured by the bench. */
export const expect = assert.configure({ timeout: 30_000 });

export const demoPassword = 'practice-makes-perfect';

/** Fills the sign-in screen and waits for the shell. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
}

/** The status bar says that the phone is ready. */
export async function phoneIsReady(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText(/Phone ready/);
}

/** Opens an account by its reference through the command palette, as a person at the keyboard does. */
export async function openAccount(page: Page, consumerName: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const search = page.getByRole('textbox', { name: 'Find an account, number or action' });
  await search.fill(consumerName);
  await page.getByRole('dialog').getByText(consumerName).first().click();
  await expect(page.getByRole('heading', { name: consumerName, exact: true })).toBeVisible();
}

/** The button that dials when the verdict allows it; on a refusal it puts that on record. */
export const dialButton = (page: Page) =>
  page.getByRole('group', { name: 'Call and wrap-up' }).getByRole('button', { name: /^Call\b/ });

/** Whether the button says that the number may not be called now. */
export const expectRefused = (page: Page) => expect(dialButton(page)).toHaveAccessibleDescription(/^Refused/);
export const expectCallable = async (page: Page): Promise<void> => {
  await expect(dialButton(page)).toBeEnabled();
  await expect(dialButton(page)).not.toHaveAccessibleDescription(/Refused/);
};

/** The bar of the call that is going on. */
export const callBar = (page: Page) => page.getByRole('region', { name: 'Calls' });

export async function dial(page: Page): Promise<void> {
  await expectCallable(page);
  await dialButton(page).click();
}

export async function isTalking(page: Page): Promise<void> {
  await expect(callBar(page)).toContainText(/In call/);
}

export async function hangUp(page: Page): Promise<void> {
  await callBar(page)
    .getByRole('button', { name: /Hang up/ })
    .click();
}

/** Chooses a disposition by its key, writes a note, saves. */
export async function wrapUp(page: Page, key: string, notes: string): Promise<void> {
  const panel = page.getByRole('region', { name: 'Wrap-up' });
  await expect(panel).toBeVisible();
  await page.keyboard.press(key);
  await panel.getByLabel('Notes').fill(notes);
  await panel.getByRole('button', { name: 'Save' }).click();
}

/** The loudest levels in dBFS that the window's own meters showed within a time; drawn ten times a second. */
export async function loudest(page: Page, forMs: number): Promise<{ input: number; output: number }> {
  return await page.evaluate(
    (durationMs) =>
      new Promise<{ input: number; output: number }>((resolve) => {
        const peak = { input: -100, output: -100 };
        const stop = window.deskline.on('phone:levels', ({ inputDb, outputDb }) => {
          peak.input = Math.max(peak.input, inputDb);
          peak.output = Math.max(peak.output, outputDb);
        });
        setTimeout(() => {
          stop();
          resolve(peak);
        }, durationMs);
      }),
    forMs,
  );
}
