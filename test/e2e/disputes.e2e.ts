/** A dispute from the agent's key to the answer that was sent, in both windows, and what it does to calling meanwhile. */
import { readdirSync } from 'node:fs';
import { expectCallable, expectRefused, openAccount, signIn } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

test('a dispute by letter stops calling at once, and calling goes on when its answer was sent', async ({
  desk,
  env,
  folderFor,
  observe,
}) => {
  test.setTimeout(180_000);
  const { agentPage } = desk;
  const { items } = await (await observe(agentEmail)).queue();
  const account = items.findLast(
    ({ verdict, phone_number: number }) => (verdict === 'allow' || verdict === 'require') && number !== null,
  );
  if (!account) throw new Error('Nobody in the queue may be called now.');
  await openAccount(agentPage, account.consumer_name);
  await expectCallable(agentPage);

  // Each debt of the account, so that nothing of it is left to call about.
  const debts = await agentPage.getByRole('table').getByRole('row').count();
  for (let debt = 1; debt < debts; debt += 1) {
    await agentPage.getByRole('button', { name: /^They dispute it/ }).click();
    const dialog = agentPage.getByRole('dialog');
    await dialog.getByText('By letter').click();
    if (debts > 2) {
      await dialog.getByLabel('Which debt').click();
      await agentPage
        .getByRole('listbox', { name: 'Which debt' })
        .getByRole('option')
        .nth(debt - 1)
        .click();
    }
    await dialog.getByLabel('What they wrote').fill('I have never had an account there.');
    await dialog.getByRole('button', { name: 'Take it in' }).click();
    await expect(dialog).toBeHidden();
  }
  await expect(agentPage.getByText('Dispute taken in')).toBeVisible();
  await expect(agentPage.getByText(/verification must be sent first/).first()).toBeVisible();
  await expectRefused(agentPage);
  await expect(agentPage.getByText('Disputed', { exact: true }).first()).toBeVisible();

  const downloads = folderFor('deskline-letters-');
  const officerDesk = await openDesktop(folderFor('deskline-officer-'), { env });
  const officer = officerDesk.agentPage;
  await officerDesk.app.evaluate(({ app }, folder) => app.setPath('downloads', folder), downloads);
  await signIn(officer, 'compliance@demo.example');
  await officer.getByRole('link', { name: 'Compliance' }).click();
  await officer.getByRole('tab', { name: 'Disputes' }).click();
  await officer.getByPlaceholder('Name, account or number').fill(account.consumer_name);
  const list = officer.getByRole('group', { name: 'Disputes' }).getByRole('button');
  await expect(list).toHaveCount(debts - 1);
  await officer.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(officer.getByRole('button', { name: /^Show letter-/ })).toBeVisible();
  expect(readdirSync(downloads).filter((name) => name.endsWith('.pdf'))).toHaveLength(1);

  for (let left = debts - 1; left > 0; left -= 1) {
    await officer.getByRole('button', { name: 'Answer was sent' }).click();
    await officer.getByLabel('Tracking or proof').fill('9407 1000 0000 1234');
    await officer.getByRole('button', { name: 'It was sent' }).click();
    await expect(officer.getByRole('dialog')).toBeHidden();
    await expect(list).toHaveCount(left - 1);
  }
  await expect(agentPage.getByText(/verification must be sent first/)).toBeHidden();
  await expectCallable(agentPage);
  await officerDesk.close();
});
