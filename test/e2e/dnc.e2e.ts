/** The do-not-call list in use: compliance bars a number that an agent has open, and imports a file; the agent sees both. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectRefused, openAccount, signIn } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

/** How numbers stand on the screen: `(212) 555-0100`. */
const shown = (phoneNumber: string): string => phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

const openLists = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Compliance' }).click();
  await page.getByRole('tab', { name: 'Do not call' }).click();
  await expect(page.getByRole('region', { name: /^Do not call/ })).toBeVisible();
};

test('compliance bars the number an agent has open: the agent is told and cannot call; released, it can be called', async ({
  desk,
  env,
  folderFor,
  observe,
}) => {
  test.setTimeout(180_000);
  const { agentPage } = desk;
  const callPanel = agentPage.getByRole('group', { name: 'Call and wrap-up' });
  const { items } = await (await observe(agentEmail)).queue();
  const account = items.find(({ verdict, phone_number: number }) => verdict !== 'block' && number !== null);
  if (!account?.phone_number) throw new Error('Nobody in the queue has a number.');
  const number = shown(account.phone_number);
  await openAccount(agentPage, account.consumer_name);
  await agentPage.getByRole('button', { name: `Show the verdict for ${number}` }).click();
  await expect(agentPage.getByText(/calls counted in 7 days/)).toBeVisible();

  const officerDesk = await openDesktop(folderFor('deskline-officer-'), { env });
  const officer = officerDesk.agentPage;
  await signIn(officer, 'compliance@demo.example');
  await openLists(officer);
  await officer.getByRole('button', { name: 'Add a number' }).click();
  await officer.getByLabel('Number', { exact: true }).fill(account.phone_number);
  await officer.getByLabel('Why').fill('Asked by letter not to be called');
  await officer.getByRole('button', { name: 'Do not call', exact: true }).click();
  await expect(officer.getByRole('dialog')).toBeHidden();

  await expect(callPanel.getByText(`${number} was just put on the do-not-call list by Celeste Moreau.`)).toBeVisible();
  await expect(agentPage.getByText(/This number is on the do-not-call list since/)).toBeVisible();
  await expectRefused(agentPage);

  await officer.getByRole('button', { name: `Remove ${number} from the list` }).click();
  await officer.getByLabel('Why').fill('The letter was about another number');
  await officer.getByRole('button', { name: 'Remove from the list' }).click();
  await expect(callPanel.getByText(/was just put on the do-not-call list/)).toBeHidden();
  await expect(agentPage.getByText(/This number is on the do-not-call list since/)).toBeHidden();

  // A file with one bad line changes nothing; corrected, it bars the number as well.
  const file = path.join(folderFor('deskline-list-'), 'ours.csv');
  const chooses = async (text: string): Promise<void> => {
    writeFileSync(file, text);
    await officerDesk.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
    await officer.getByRole('button', { name: /^Choose (the|another) file$/ }).click();
    await officer.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await officer.getByRole('button', { name: 'Import a list' }).click();
  await officer.getByLabel('Reason, where a line gives none').fill('Asked by letter');
  await chooses(`phone_number\n${account.phone_number}\n12345\n`);
  await expect(officer.getByRole('cell', { name: 'Not a telephone number' })).toBeVisible();
  await expect(agentPage.getByText(/This number is on the do-not-call list since/)).toBeHidden();
  await chooses(`phone_number\n${account.phone_number}\n`);
  await expect(officer.getByText(/It holds from now on/)).toBeVisible();
  await expect(callPanel.getByText(`${number} was just put on the do-not-call list by Celeste Moreau.`)).toBeVisible();
  await officerDesk.close();
});

test('an agent bars a number that a person asked not to be called at', async ({ desk, observe }) => {
  const { agentPage } = desk;
  const { items } = await (await observe(agentEmail)).queue();
  const account = items.findLast(
    ({ verdict, phone_number: number }) => /allow|require/.test(verdict) && number !== null,
  );
  if (!account?.phone_number) throw new Error('Nobody in the queue has a number.');
  const number = shown(account.phone_number);
  await openAccount(agentPage, account.consumer_name);
  await agentPage.getByRole('button', { name: `Do not call ${number} any more` }).click();
  await agentPage.getByRole('button', { name: 'Do not call', exact: true }).click();
  await expect(agentPage.getByRole('button', { name: `Call ${number},` })).toBeDisabled();
  const officer = await observe('compliance@demo.example');
  await expect
    .poll(async () =>
      (await officer.audit({ action: 'dnc.added', page_size: '50' })).rows.map(({ detail }) => detail['phone_number']),
    )
    .toContain(account.phone_number);
});
