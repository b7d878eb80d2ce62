/** Screening lists in use: compliance imports litigators and answers about reassigned numbers; an agent sees both at once. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../build/run/data-directory.ts';
import { expectCallable, expectRefused, openAccount, signIn } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

test('a litigator on screen needs a review, a reassigned number is barred, and both end when the files are taken back', async ({
  desk,
  env,
  observe,
}) => {
  test.setTimeout(180_000);
  const { agentPage } = desk;
  const { items } = await (await observe(agentEmail)).queue();
  const account = items.find(({ verdict, phone_number: number }) => /allow|require/.test(verdict) && number !== null);
  if (!account?.phone_number) throw new Error('Nobody in the queue has a number.');
  const number = account.phone_number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
  await openAccount(agentPage, account.consumer_name);
  await agentPage.getByRole('button', { name: `Show the verdict for ${number}` }).click();
  await expectCallable(agentPage);

  const officerDesk = await openDesktop(temporaryFolder('deskline-officer-'), { env });
  const officer = officerDesk.agentPage;
  await signIn(officer, 'compliance@demo.example');
  await officer.getByRole('link', { name: 'Compliance' }).click();
  await officer.getByRole('tab', { name: 'Lists' }).click();
  const folder = temporaryFolder('deskline-screening-');
  const send = async (name: string, text: string): Promise<void> => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    await officerDesk.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
    await officer.getByRole('button', { name: /^Choose (the|another) file$/ }).click();
    await officer.getByRole('button', { name: 'Import', exact: true }).click();
  };
  const takeBack = async (name: string): Promise<void> => {
    await officer.getByRole('button', { name: `Take back ${name}` }).click();
    await officer.getByLabel('Why').fill('The wrong file');
    await officer.getByRole('button', { name: 'Take the file back' }).click();
    await expect(officer.getByRole('dialog')).toBeHidden();
  };

  const isNamed = agentPage.getByText(/The list of WebRecon of 2026-01-05 names this number/).first();
  await officer.getByRole('button', { name: 'Import a file' }).click();
  await officer.getByLabel('Whose list, where a line does not say').fill('WebRecon');
  await officer.getByLabel('Date of the list').fill('2026-01-05');
  await send('litigators.csv', `phone_number\n${account.phone_number}\n12345\n`);
  await expect(officer.getByRole('cell', { name: 'Not a telephone number' })).toBeVisible();
  await expectCallable(agentPage);
  await send('litigators.csv', `phone_number\n${account.phone_number}\n`);
  await expect(officer.getByText(/It holds from now on/)).toBeVisible();
  await officer.getByRole('button', { name: 'Done' }).click();
  await expect(isNamed).toBeVisible();
  await expectRefused(agentPage);
  await takeBack('litigators.csv');
  await expect(isNamed).toBeHidden();
  await expectCallable(agentPage);

  const isBarred = agentPage.getByText(/This number was given up after the consumer last used it/).first();
  await officer.getByText('Reassigned', { exact: true }).click();
  await officer.getByRole('button', { name: 'Import a file' }).click();
  await officer.getByLabel('When the database was asked').fill('2026-01-06T09:00');
  await send('rnd.csv', `${account.phone_number.slice(2)},2025-11-01,yes\n`);
  await expect(officer.getByText(/It holds from now on/)).toBeVisible();
  await officer.getByRole('button', { name: 'Done' }).click();
  await expect(isBarred).toBeVisible();
  await expectRefused(agentPage);
  await takeBack('rnd.csv');
  await expect(isBarred).toBeHidden();
  await officerDesk.close();
});
