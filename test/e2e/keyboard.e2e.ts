/**
 * By the keyboard alone: the check-out before the shift, a call, a supervisor who listens in, a transfer. Nothing is clicked
 * and no field is filled in any other way than by typing; a picture of each step lies in the results.
 */
import type { Page, TestInfo } from '@playwright/test';
import { callBar, demoPassword, isTalking, phoneIsReady } from '../story/desk.ts';
import { type Desktop, openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

const person = '5550100';

async function signInByKeys({ agentPage: page }: Desktop, email: string): Promise<void> {
  await expect(page.getByLabel('E-mail address'), 'one can type at once').toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(demoPassword);
  await page.keyboard.press('Enter');
  await phoneIsReady(page);
}

const pictures =
  (testInfo: TestInfo) =>
  async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: testInfo.outputPath(`${name}.png`) });
  };

test('check-out, call, listening in and transfer by the keyboard alone', async ({
  userDataDir,
  env,
  folderFor,
  observe,
}, testInfo) => {
  test.setTimeout(240_000);
  const picture = pictures(testInfo);
  const supervisorFolder = folderFor('deskline-e2e-');
  const agent = await openDesktop(userDataDir, { env });
  const supervisor = await openDesktop(supervisorFolder, { env });
  const { agentPage: page } = agent;
  const { agentPage: deskOfSupervisor } = supervisor;

  await test.step('the check-out', async () => {
    await signInByKeys(agent, agentEmail);
    await page.keyboard.press('Alt+8');
    await page.keyboard.press('Control+Shift+Enter');
    await picture(page, 'check-out-runs');
    await expect(page.getByRole('list').getByText('Looking', { exact: false })).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByRole('button', { name: /Run again/ })).toBeVisible({ timeout: 60_000 });
    await picture(page, 'check-out-done');
  });

  const observer = await observe(agentEmail);
  const { items } = await observer.queue();
  const account = items.find(
    ({ verdict, phone_number: number }) => (verdict === 'allow' || verdict === 'require') && number?.endsWith(person),
  );
  if (!account) throw new Error('Nobody in the queue may be called now.');

  await test.step('a call', async () => {
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Find an account, number or action' })).toBeFocused();
    await page.keyboard.type(account.consumer_name);
    await expect(page.getByRole('dialog').getByText(account.consumer_name).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: account.consumer_name, exact: true })).toBeVisible();
    await expect(
      page.getByRole('group', { name: 'Call and wrap-up' }).getByRole('button', { name: /^Call\b/ }),
    ).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    await isTalking(page);
    await picture(page, 'call');
  });

  await test.step('listening in', async () => {
    await signInByKeys(supervisor, 'supervisor@demo.example');
    await deskOfSupervisor.keyboard.press('Alt+4');
    const floor = await supervisor.pageOf('supervisor');
    await expect(floor.getByRole('row').filter({ hasText: account.consumer_name })).toBeVisible();
    await floor.bringToFront();
    const row = floor.locator('tr.is-marked');
    await floor.keyboard.press('j');
    for (let step = 0; step < 10 && !(await row.getByText(account.consumer_name).isVisible()); step += 1)
      await floor.keyboard.press('j');
    await picture(floor, 'floor-marked');
    await floor.keyboard.press('l');
    await expect(floor.getByText(/Listening/).first()).toBeVisible();
    await picture(floor, 'floor-listening');
    await picture(deskOfSupervisor, 'supervisor-listening');
    await picture(page, 'agent-listened-to');
    await floor.keyboard.press('2');
    await expect(floor.getByText(/Whisper/).first()).toBeVisible();
    await picture(floor, 'floor-whispering');
    await floor.keyboard.press('Shift+E');
    await picture(floor, 'floor-stopped');
  });

  await test.step('a transfer after a consultation', async () => {
    await page.bringToFront();
    await page.keyboard.press('x');
    await picture(page, 'transfer-open');
    await page.keyboard.type('super');
    await picture(page, 'transfer-typed');
    await page.keyboard.press('Enter');
    await expect(callBar(deskOfSupervisor)).toContainText('Incoming');
    await expect(callBar(deskOfSupervisor), 'who calls, by name').toContainText('Andre Whitfield');
    await deskOfSupervisor.bringToFront();
    await picture(deskOfSupervisor, 'supervisor-incoming');
    await deskOfSupervisor.keyboard.press('Shift+A');
    await isTalking(deskOfSupervisor);
    await page.bringToFront();
    await picture(page, 'consulting');
    await page.keyboard.press('c');
    await expect(page.getByRole('region', { name: 'Wrap-up' })).toBeVisible();
    await picture(page, 'transferred');
    await isTalking(deskOfSupervisor);
    await picture(deskOfSupervisor, 'supervisor-has-it');
    await deskOfSupervisor.keyboard.press('Shift+E');
  });

  await agent.close();
  await supervisor.close();
});
