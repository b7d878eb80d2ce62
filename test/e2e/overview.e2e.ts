/** The officer's morning: the overview counts a refusal, leads to it, and violations are taken out as CSV, on record. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createId } from '../../shared/domain/ids.ts';
import { signIn } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

test('a refusal is counted, found by its number, and violations are exported', async ({
  env,
  userDataDir,
  observe,
}) => {
  test.setTimeout(150_000);
  const agent = await observe(agentEmail);
  const { items } = await agent.queue();
  const refused = items.find(({ verdict, phone_number: number }) => number !== null && !/allow|require/.test(verdict));
  if (!refused?.phone_number) throw new Error('Everybody in the queue may be called now.');
  const status = await agent.write('POST', '/api/calls/start', {
    call_id: createId(),
    phone_number: refused.phone_number,
    caller_id: '+12125550199',
    account_id: refused.account_id,
  });
  expect(status).toBe(422);

  const desktop = await openDesktop(userDataDir, { env });
  const page = desktop.agentPage;
  await signIn(page, 'compliance@demo.example');
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Compliance' }).click();
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await page.getByText('7 days', { exact: true }).click();
  const figure = page.getByRole('list', { name: 'Numbers of the span' }).getByRole('link', { name: /^\d+ refused$/ });
  const count = Number((await figure.textContent()) ?? '0');
  expect(count).toBeGreaterThan(0);
  await figure.click();
  const list = page.getByRole('tabpanel').getByRole('listitem');
  await expect(list).toHaveCount(count);
  await expect(list.getByRole('button', { name: refused.consumer_name }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('radio', { name: '7 days' })).toBeChecked();

  await page.getByRole('tab', { name: 'Violations' }).click();
  const place = path.join(userDataDir, 'violations.csv');
  await desktop.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, place);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('Saved as violations.csv.')).toBeVisible();
  expect(readFileSync(place, 'utf8')).toMatch(/^kind,title,citation,rule_id,/);
  const auditor = await observe('auditor@demo.example');
  const { rows } = await auditor.audit({ action: 'compliance.violations-exported' });
  expect(rows.map(({ subject_id: subject }) => subject)).toEqual(['all']);
});
