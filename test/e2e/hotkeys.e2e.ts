/** Keys that work in any program: what is known of each, how they are changed, what they do to a call. */
import type { Page } from '@playwright/test';
import { callBar, isTalking, signIn, wrapUp } from '../story/desk.ts';
import { isStandIn, openDesktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, audibleDb, expect, talkToSomebody, test } from './stack.fixture.ts';

const rowOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: `Change the keys for: ${name}.` }) });

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('button', { name: /Change the keys for: Mute/ })).toBeVisible();
}

test('a key is verified by being pressed, and can be changed and switched off', async ({ desk }) => {
  const { agentPage: page } = desk;
  await openSettings(page);
  const mute = rowOf(page, 'Mute or unmute');
  await expect(mute).toContainText('Press it now to verify');
  await desk.pressGlobalShortcut('CommandOrControl+Shift+M');
  await expect(mute).toContainText('Verified');

  await mute.getByRole('button', { name: /Change the keys/ }).click();
  await page.keyboard.press('Control+Alt+KeyU');
  await expect(mute).toContainText('Press it now to verify');
  await desk.pressGlobalShortcut('CommandOrControl+Alt+U');
  await expect(mute).toContainText('Verified');
  const isOldKeyTaken = await desk.app.evaluate(({ globalShortcut }) =>
    globalShortcut.isRegistered('CommandOrControl+Shift+M'),
  );
  expect(isOldKeyTaken, 'the old key is given back').toBe(false);

  const hold = rowOf(page, 'Hold or resume');
  await hold.getByRole('button', { name: /Change the keys/ }).click();
  await page.keyboard.press('Control+Alt+KeyU');
  await expect(hold).toContainText('Does not work');
  await expect(hold).toContainText('Already used for toggle mute.');
  await mute.getByRole('button', { name: 'Switch off: Mute or unmute' }).click();
  await expect(mute).toContainText('Off');
});

// The stand-in plays the other program.
if (isStandIn) {
  test('a key that another program holds is shown as not working', async ({ userDataDir, env }) => {
    const taken = { ELECTRON_STAND_IN_TAKEN_SHORTCUTS: 'CommandOrControl+Shift+M' };
    const desktop = await openDesktop(userDataDir, { env: { ...env, ...taken } });
    await signIn(desktop.agentPage, agentEmail);
    await openSettings(desktop.agentPage);
    const mute = rowOf(desktop.agentPage, 'Mute or unmute');
    await expect(mute).toContainText('Does not work');
    await expect(mute).toContainText('Another program uses this key.');
    await expect(rowOf(desktop.agentPage, 'Hold or resume')).toContainText('Press it now to verify');
    await desktop.close();
  });
}

test('mute, hold, hang-up and the next account act from any program', async ({ desk, farEnd, observe }) => {
  test.setTimeout(120_000);
  const { agentPage: page } = desk;
  const { consumerName } = await talkToSomebody(desk, await observe(agentEmail));
  const level = async () => (await farEnd.hears(agentSipUser))?.levelDbfs ?? -100;
  await expect.poll(level, { message: 'the far end hears the agent, dBFS' }).toBeGreaterThan(audibleDb);

  await desk.pressGlobalShortcut('CommandOrControl+Shift+M');
  await expect(callBar(page).getByRole('button', { name: 'Unmute' })).toBeVisible();
  await expect.poll(level, { message: 'the far end hears nothing, dBFS' }).toBeLessThan(-90);
  await desk.pressGlobalShortcut('CommandOrControl+Shift+M');
  await expect.poll(level, { message: 'the far end hears the agent again, dBFS' }).toBeGreaterThan(audibleDb);

  await desk.pressGlobalShortcut('CommandOrControl+Shift+L');
  await expect(callBar(page)).toContainText('On hold');
  await expect.poll(() => farEnd.isHeld(agentSipUser)).toBe(true);
  await desk.pressGlobalShortcut('CommandOrControl+Shift+L');
  await isTalking(page);
  await expect.poll(() => farEnd.isHeld(agentSipUser)).toBe(false);

  await desk.pressGlobalShortcut('CommandOrControl+Shift+H');
  await expect(callBar(page)).toBeHidden();
  await wrapUp(page, '8', 'Asked to call another day.');

  const openName = page.locator('#account-name');
  await expect(openName).toHaveText(consumerName);
  await desk.pressGlobalShortcut('CommandOrControl+Shift+N');
  await expect(openName).not.toHaveText(consumerName);
});
