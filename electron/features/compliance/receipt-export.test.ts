import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../shared/contracts/core/result.ts';
import { fakeReceipt } from '../../../renderer/testing/fake-receipts.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createReceiptExportService } from './receipt-export.service.ts';
import { receiptPage } from './receipt-page.ts';

const id = '019ab5c0-0000-7000-8000-000000013880';
const exported = { exported_at: '2026-11-26T12:00:00.000Z', exported_by: 'Celeste Moreau', receipt: fakeReceipt(id) };

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-receipts-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function setUp(downloads = path.join(folder, 'Downloads')) {
  const { api, answers, asked } = fakeApi({ exportDecision: () => ok(exported) });
  const printed: string[] = [];
  const shown: string[] = [];
  const service = createReceiptExportService({
    api,
    downloads: () => downloads,
    printPdf: (html) => {
      printed.push(html);
      return Promise.resolve(Buffer.from('%PDF-'));
    },
    showInFolder: (file) => void shown.push(file),
    logger: silentLogger,
  });
  return { service, answers, asked, printed, shown, downloads };
}

describe('exporting a receipt', () => {
  it('writes what the server gave, tells it the format, and writes over nothing', async () => {
    const { service, asked, downloads } = setUp();
    const first = await service.exportReceipt({ id, format: 'json' });
    const second = await service.exportReceipt({ id, format: 'json' });
    expect(first.fileName).toBe(`deskline-receipt-${exported.receipt.at.slice(0, 10)}-${id}.json`);
    expect(second.fileName).toBe(first.fileName.replace('.json', ' (2).json'));
    expect(JSON.parse(readFileSync(path.join(downloads, first.fileName), 'utf8'))).toEqual(exported);
    expect(asked[0]).toEqual({ id: 'exportDecision', request: { params: { id }, body: { format: 'json' } } });
  });

  it('prints the page, and shows only files that it wrote itself', async () => {
    const { service, printed, shown, downloads } = setUp();
    const { fileName } = await service.exportReceipt({ id, format: 'pdf' });
    expect(printed).toEqual([receiptPage(exported)]);
    service.showExport('/etc/passwd');
    service.showExport(fileName);
    expect(shown).toEqual([path.join(downloads, fileName)]);
  });

  it('says on the page what was set aside, by whom and why, and nothing of it when nothing was', () => {
    const title = 'What was set aside for this one call';
    expect(receiptPage(exported)).not.toContain(title);
    const approval = {
      by_id: id,
      by_name: 'Sam <Okafor>',
      at: '2026-11-26T11:59:00.000Z',
      reason: 'Heard the recording',
    };
    const aside = {
      override_id: id,
      rules: [{ pack_id: 'us-federal', rule_id: 'F-1' }],
      asked_by: 'Robin Smith',
      reason: 'Asked to be called back',
      approvals: [approval],
    };
    const { receipt } = exported;
    const page = receiptPage({
      ...exported,
      receipt: { ...receipt, decision: { ...receipt.decision, set_aside: aside } },
    });
    for (const text of [
      title,
      'Seven calls in seven days (F-1, us-federal)',
      'Robin Smith: Asked to be called back',
      'Sam &lt;Okafor&gt;, 2026-11-26',
    ])
      expect(page).toContain(text);
  });

  it('says on the page in words what a rule says, and that a policy only follows the law it names', () => {
    const { receipt } = exported;
    const [first, ...others] = receipt.decision.findings;
    if (!first) throw new Error('No findings');
    const findings = [{ ...first, verdict: 'defer' as const, is_policy: true, citation: '50 USC 3931' }, ...others];
    const page = receiptPage({ ...exported, receipt: { ...receipt, decision: { ...receipt.decision, findings } } });
    expect(page).toContain('<small>Policy, after 50 USC 3931</small>');
    expect(page).toContain('<td>Refused for the time being</td>');
    expect(receiptPage(exported)).not.toContain('Policy, after');
  });

  it('leaves no file when the server refuses, and says when the folder cannot be written', async () => {
    const { service, answers, downloads } = setUp();
    answers.exportDecision = () => refusal('request/not-found');
    await expect(service.exportReceipt({ id, format: 'pdf' })).rejects.toMatchObject({
      problem: { code: 'request/not-found' },
    });
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(downloads, 'a file where the folder should be');
    const blocked = setUp(downloads);
    await expect(blocked.service.exportReceipt({ id, format: 'pdf' })).rejects.toMatchObject({
      problem: { code: 'local/save-failed' },
    });
  });
});

describe('the page of a receipt', () => {
  it('shows names and reasons as text, whatever they hold', () => {
    const evil = '<script>alert("1")</script>&\'';
    const receipt = { ...exported.receipt, consumer_name: evil, agent_name: evil, facts: { evil } };
    const page = receiptPage({ ...exported, receipt });
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
  });

  it('holds every finding, the hash and what became of the call', () => {
    const page = receiptPage(exported);
    for (const { citation } of exported.receipt.decision.findings) expect(page).toContain(citation);
    expect(page).toContain(exported.receipt.chain.hash);
    expect(page).toContain('No call came of this decision.');
    const ofACall = receiptPage({ ...exported, receipt: fakeReceipt('019ab5c0-0000-7000-8000-000000013881') });
    expect(ofACall).toContain('Somebody, or a machine, answered.');
    expect(ofACall).toContain('Not ticked off');
  });
});

describe('saving cases of the simulator', () => {
  it('writes exactly the text, under a name that leads nowhere else, and shows it', async () => {
    const { service, shown, downloads } = setUp();
    const text = '{ "cases": [] } // as counsel wrote it\n';
    const { fileName } = await service.saveCases({ name: '../../counsel 7: "é"', text });
    expect(fileName).toBe('deskline-cases--counsel-7-.json');
    expect(readFileSync(path.join(downloads, fileName), 'utf8')).toBe(text);
    const second = await service.saveCases({ name: '../../counsel 7: "é"', text });
    expect(second.fileName).toBe('deskline-cases--counsel-7- (2).json');
    expect((await service.saveCases({ name: '', text })).fileName).toBe('deskline-cases-cases.json');
    service.showExport(fileName);
    expect(shown).toEqual([path.join(downloads, fileName)]);
  });

  it('says when the folder cannot be written', async () => {
    const blocked = path.join(folder, 'a file');
    writeFileSync(blocked, '');
    const { service } = setUp(blocked);
    await expect(service.saveCases({ name: 'a', text: '' })).rejects.toMatchObject({
      problem: { code: 'local/save-failed' },
    });
  });
});
