/** A refusal set aside by two people, in three windows: the agent asks, a supervisor and compliance agree, the agent calls once. */
import type { Page } from '@playwright/test';
import { callBar, expectRefused, hangUp, openAccount, signIn } from '../story/desk.ts';
import { type Desktop, openDesktop } from './desktop.fixture.ts';
import { expect, test } from './stack.fixture.ts';

async function approve(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(dialog).toBeHidden();
}

test('an eighth call in seven days is asked for, agreed to by two people, and placed once', async ({
  desk,
  env,
  folderFor,
}) => {
  test.setTimeout(180_000);
  const { agentPage: page } = desk;
  await openAccount(page, 'Marguerite Whitlow');
  await expectRefused(page);
  await page.getByRole('button', { name: /^Ask to set this aside/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Two people must agree, one of them of compliance.');
  await dialog.getByRole('textbox').fill('She wrote that she wants to be called today.');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('2 people must answer, one of compliance.')).toBeVisible();

  const supervisor: Desktop = await openDesktop(folderFor('deskline-supervisor-'), { env });
  await signIn(supervisor.agentPage, 'supervisor@demo.example');
  await supervisor.agentPage.getByRole('navigation', { name: 'Screens' }).getByText('Floor').click();
  const floor = await supervisor.pageOf('supervisor');
  await expect(floor.getByText('She wrote that she wants to be called today.')).toBeVisible();
  await approve(floor, 'Her letter is on file.');
  await expect(page.getByText('Compliance must answer.')).toBeVisible();

  const officer: Desktop = await openDesktop(folderFor('deskline-officer-'), { env });
  await signIn(officer.agentPage, 'compliance@demo.example');
  await officer.agentPage.getByRole('link', { name: 'Compliance' }).click();
  await officer.agentPage.getByRole('tab', { name: 'Overrides' }).click();
  await approve(officer.agentPage, 'She asked for it in writing.');

  await page.getByRole('button', { name: 'Call with the override' }).click();
  await expect(callBar(page)).toContainText('Marguerite Whitlow');
  await hangUp(page);
  await officer.agentPage.getByRole('tab', { name: 'Decisions' }).click();
  await expect(officer.agentPage.getByRole('article', { name: 'Receipt' })).toContainText(
    'She asked for it in writing.',
  );
  await supervisor.close();
  await officer.close();
});
