/** Why was this call refused? Found by its number, shown whole, taken out as JSON and PDF; and the audit log says who did. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { receiptExportSchema } from '../../shared/contracts/compliance/receipts.contract.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { createId } from '../../shared/domain/ids.ts';
import { signIn } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

test('a refused call is found by its number and exported', async ({ env, userDataDir, observe }) => {
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
  const downloads = path.join(userDataDir, 'receipts');
  await desktop.app.evaluate(({ app }, folder) => app.setPath('downloads', folder), downloads);
  const page = desktop.agentPage;
  await signIn(page, 'compliance@demo.example');
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Compliance' }).click();
  await page.getByRole('tab', { name: 'Decisions' }).click();
  await page.getByLabel('Number').fill(refused.phone_number.replace('+1', ''));
  const found = page.getByRole('tabpanel').getByRole('listitem').getByRole('button', { name: refused.consumer_name });
  // Newest first: the one that was just refused is shown.
  await expect(found.first()).toBeVisible();

  const receipt = page.getByRole('article', { name: 'Receipt' });
  await expect(receipt).toContainText('No call came of this decision.');
  await expect(receipt).toContainText('Unchanged since it was stored.');
  await receipt.getByRole('button', { name: 'Export JSON' }).click();
  await expect(receipt).toContainText('.json is in your Downloads folder');
  await receipt.getByRole('button', { name: 'Export PDF' }).click();
  await expect(receipt).toContainText('.pdf is in your Downloads folder');

  const [json, pdf] = readdirSync(downloads).toSorted();
  const exported = receiptExportSchema.parse(JSON.parse(readFileSync(path.join(downloads, json ?? ''), 'utf8')));
  expect(exported).toMatchObject({ exported_by: 'Celeste Moreau', receipt: { phone_number: refused.phone_number } });
  const { record, chain, id } = exported.receipt;
  expect(createHash('sha256').update(canonicalJson(record)).digest('hex')).toBe(chain.hash);
  const printed = readFileSync(path.join(downloads, pdf ?? '')).toString('latin1');
  expect(printed.startsWith('%PDF-')).toBe(true);
  expect(printed).toContain(`/Title (Receipt ${id})`);
  expect(printed.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);

  const auditor = await observe('auditor@demo.example');
  const { rows } = await auditor.audit({ action: 'compliance.receipt-exported' });
  expect(rows.map(({ subject_id: subject, detail }) => [subject, detail['format']])).toEqual([
    [id, 'pdf'],
    [id, 'json'],
  ]);
  await desktop.close();
});
