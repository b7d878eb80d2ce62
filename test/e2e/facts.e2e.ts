/** What papers say, recorded by compliance at the desk, and a caller nobody knows who is barred by an agent from the call. */
import { callBar, expectRefused, hangUp, isTalking, signIn, wrapUp } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, expect, test } from './stack.fixture.ts';

const officerEmail = 'compliance@demo.example';

test('an officer records consent to an email address and a validation notice, and takes one back', async ({
  env,
  folderFor,
  observe,
}) => {
  test.setTimeout(150_000);
  const { items } = await (await observe(agentEmail)).queue();
  const [account] = items;
  if (!account) throw new Error('The queue is empty.');
  const officerDesk = await openDesktop(folderFor('deskline-officer-'), { env });
  const page = officerDesk.agentPage;
  await signIn(page, officerEmail);
  await page.getByRole('link', { name: 'Compliance' }).click();
  await page.getByRole('tab', { name: 'Told us' }).click();
  await page.getByRole('textbox', { name: 'Name, account or number' }).fill(account.reference);
  await expect(page.getByRole('heading', { name: new RegExp(account.consumer_name) })).toBeVisible();
  const record = async (paper: string): Promise<void> => {
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('menuitem', { name: paper, exact: true }).click();
  };
  const dialog = page.getByRole('dialog');

  await record('Consent');
  const address = 'told.by.letter@gmail.com';
  await dialog.getByLabel('Email address').fill(address);
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await expect(dialog).toBeHidden();
  const ofAddress = page.getByRole('region', { name: address });
  await expect(ofAddress.getByText('to emails')).toBeVisible();
  await expect(ofAddress).toContainText(/by letter, recorded by/);

  await record('Validation notice');
  await dialog.getByLabel('Provided on').fill('2026-10-19');
  await expect(dialog.getByRole('status')).toContainText('Nov 25, 2026, as the rule computes it');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/on Oct 19, 2026 by letter, period ends Nov 25, 2026/)).toBeVisible();

  await ofAddress.getByRole('button', { name: 'Take back' }).click();
  await dialog.getByLabel('Why it does not hold').fill('The letter was about another account');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(ofAddress.getByText(/Taken back .*The letter was about another account/)).toBeVisible();
  const { rows } = await (await observe(officerEmail)).audit({ page_size: '50' });
  const told = rows.map(({ action, detail }) => `${action} ${String(detail['kind'])}`);
  expect(told).toEqual(
    expect.arrayContaining([
      'consumer-fact.recorded consent',
      'consumer-fact.recorded validation-provided',
      'consumer-fact.taken-back consent',
    ]),
  );
  await officerDesk.close();
});

test('a caller nobody knows who asks not to be called is on the do-not-call list while the call is up', async ({
  desk,
  farEnd,
  observe,
}) => {
  test.setTimeout(120_000);
  const { agentPage: page } = desk;
  const number = '+13125550142';
  await farEnd.ring(agentSipUser, number, 'person');
  await callBar(page)
    .getByRole('button', { name: /Answer/ })
    .click();
  await isTalking(page);
  await expect(page.getByText('No account is known for (312) 555-0142')).toBeVisible();

  // What binds the call is the server's decision about it: it names the agent, and it is there again after a reload.
  const script = page.getByRole('region', { name: 'Say this' });
  await expect(script).toContainText('My name is Andre Whitfield. You have reached PR Services.');
  await expect(script).toContainText('This call is recorded.');
  await expect(script).not.toContainText('an attempt to collect a debt');
  await page.keyboard.press('Control+J');
  await expect(script.getByRole('checkbox', { name: 'Find out who answers first' })).toBeChecked();
  await expect(script).not.toContainText('an attempt to collect a debt');
  await page.keyboard.press('Control+J');
  await expect(script).toContainText('an attempt to collect a debt');
  await page.reload();
  await expect(script).toContainText('My name is Andre Whitfield. You have reached PR Services.');
  await expect(script.getByRole('checkbox', { name: 'Right party' })).toBeChecked();
  await page.keyboard.press('Shift+K');
  await page.getByRole('dialog').getByRole('button', { name: 'Do not call' }).click();
  await expect(page.getByText('(312) 555-0142 is not called any more')).toBeVisible();
  const officer = await observe(officerEmail);
  await expect
    .poll(async () => {
      const { rows } = await officer.audit({ page_size: '50' });
      return rows.some(({ action, detail }) => action === 'dnc.added' && JSON.stringify(detail).includes(number));
    })
    .toBe(true);
  await hangUp(page);
  await wrapUp(page, '8', 'Asked not to be called.');

  await page.keyboard.press('p');
  await page.getByRole('textbox', { name: 'Phone number' }).fill('(312) 555-0142');
  await expect(page.getByText(/do-not-call list/).first()).toBeVisible();
  await expectRefused(page);
});
