import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { fakeAccount, fakeId } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import { fakeDecisions, fakeReceipt } from '../../testing/fake-receipts.ts';
import { renderWindow } from '../../testing/render.tsx';
import { Timeline } from '../accounts/Timeline.tsx';
import { CallHistoryPage } from '../calls/index.ts';
import { ReceiptView } from './ReceiptView.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

const [refused, called] = fakeDecisions(2);
if (!refused || !called) throw new Error('No decisions');

describe('the receipt', () => {
  it('opens with one click from the verdict of a stored decision, and a preview has none', async () => {
    const { user, bridge, unmount } = renderWindow(
      <VerdictPanel decision={{ ...fakeDecision('block'), id: refused.id }} />,
    );
    await user.click(screen.getByRole('button', { name: 'Receipt' }));
    expect(await screen.findByText('No call came of this decision.')).toBeTruthy();
    expect(bridge.requestsTo('compliance:get-decision')).toEqual([refused.id]);
    unmount();
    renderWindow(<VerdictPanel decision={fakeDecision('block')} />);
    expect(screen.queryByRole('button', { name: 'Receipt' })).toBeNull();
  });

  it('says of a call what was ticked off, what was not, and what became of the recording', async () => {
    renderWindow(<ReceiptView id={called.id} onAccount={null} />);
    expect(await screen.findByText('Somebody, or a machine, answered.')).toBeTruthy();
    expect(screen.getAllByText(/ticked off \d/)).toHaveLength(2);
    expect(screen.getAllByText('Not ticked off')).toHaveLength(1);
    expect(screen.getByText(/last confirmed that it recorded/)).toBeTruthy();
    expect(screen.getAllByText(/asked for \(for a payment\)/).length).toBeGreaterThan(0);
  });

  it('names each rule pack that was in force, with its version, and the hour where the consumer is', async () => {
    const { user } = renderWindow(<ReceiptView id={called.id} onAccount={null} />);
    await user.click(await screen.findByText('4 rule packs'));
    expect(screen.getByText('us-tcpa').parentElement?.textContent).toBe('us-tcpa 2026-11-26.2');
    expect(screen.getAllByText(/^\d{1,2}:\d\d (AM|PM)$/).length).toBeGreaterThan(0);
  });

  it('says loudly that a decision was changed after it was stored', async () => {
    const receipt = fakeReceipt(refused.id);
    const { bridge, user } = renderWindow(<VerdictPanel decision={{ ...fakeDecision('block'), id: refused.id }} />);
    bridge.answer('compliance:get-decision', () => ({ ...receipt, chain: { ...receipt.chain, is_intact: false } }));
    await user.click(screen.getByRole('button', { name: 'Receipt' }));
    expect((await screen.findByRole('alert')).textContent).toContain('It proves nothing');
  });

  it('says what was set aside for the call, by whom and why, and nothing of it when nothing was', async () => {
    const receipt = fakeReceipt(refused.id);
    const aside = {
      override_id: refused.id,
      rules: [{ pack_id: 'us-federal', rule_id: 'F-1' }],
      asked_by: 'Robin Smith',
      reason: 'Asked to be called back',
      approvals: [{ by_id: refused.id, by_name: 'Sam Okafor', at: receipt.at, reason: 'Heard the recording' }],
    };
    const { bridge, user } = renderWindow(<VerdictPanel decision={{ ...fakeDecision('block'), id: refused.id }} />);
    bridge.answer('compliance:get-decision', () => ({
      ...receipt,
      decision: { ...receipt.decision, set_aside: aside },
    }));
    await user.click(screen.getByRole('button', { name: 'Receipt' }));
    const section = await screen.findByRole('region', { name: 'Set aside for this one call' });
    for (const text of [
      'Seven calls in seven days',
      'F-1, us-federal',
      'Robin Smith: Asked to be called back',
      'Sam Okafor',
      'Heard the recording',
    ])
      expect(section.textContent).toContain(text);
    const plain = renderWindow(<ReceiptView id={called.id} onAccount={null} />);
    await plain.findByText('Somebody, or a machine, answered.');
    expect(plain.container.querySelector('[aria-label="Set aside for this one call"]')).toBeNull();
  });

  it('marks policy where its citation names the law, and the law as the law', async () => {
    const receipt = fakeReceipt(refused.id);
    const [first, ...others] = receipt.decision.findings;
    if (!first) throw new Error('No findings');
    const policy = { ...first, title: 'A policy', is_policy: true, citation: '12 CFR 1006.38(c), (d)' };
    const { bridge, user } = renderWindow(<VerdictPanel decision={{ ...fakeDecision('block'), id: refused.id }} />);
    bridge.answer('compliance:get-decision', () => ({
      ...receipt,
      decision: { ...receipt.decision, findings: [policy, ...others] },
    }));
    await user.click(screen.getByRole('button', { name: 'Receipt' }));
    const shown = within(await screen.findByRole('region', { name: 'Why' }));
    expect(shown.getByText('Policy, after 12 CFR 1006.38(c), (d)')).toBeTruthy();
    expect(shown.getByText(/A policy/).textContent).toContain('Your policy');
    expect(shown.getAllByText('Law')).toHaveLength(others.length);
  });

  it('shows the id of the call, to be copied for a legal hold, and none where there is no call', async () => {
    const { user, unmount } = renderWindow(<ReceiptView id={called.id} onAccount={null} />);
    await user.click(await screen.findByRole('button', { name: 'Copy the call’s id' }));
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe(fakeReceipt(called.id).call?.id);
    unmount();
    renderWindow(<ReceiptView id={refused.id} onAccount={null} />);
    await screen.findByText('No call came of this decision.');
    expect(screen.queryByRole('button', { name: 'Copy the call’s id' })).toBeNull();
  });

  it('is exported as what was asked for, and a refusal of the server is said', async () => {
    const { user, bridge } = renderWindow(<ReceiptView id={refused.id} onAccount={null} />);
    await user.click(await screen.findByRole('button', { name: 'Export PDF' }));
    expect(await screen.findByText(/\.pdf is in your Downloads folder/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show it' }));
    expect(bridge.requestsTo('compliance:show-export')).toEqual([expect.stringMatching(/\.pdf$/)]);
    bridge.answer('compliance:export-receipt', () => failed(createProblem('network/offline')));
    await user.click(screen.getByRole('button', { name: 'Export JSON' }));
    expect(await screen.findByText('The server cannot be reached.')).toBeTruthy();
    expect(screen.queryByText(/is in your Downloads folder/)).toBeNull();
  });
});

describe('where calls stand', () => {
  it('is one click away from the history of the account', async () => {
    const { user, bridge } = renderWindow(<Timeline entries={fakeAccount(fakeId(1000)).timeline} />);
    const buttons = screen.getAllByRole('button', { name: /^Receipt of the call, / });
    // Of the two calls, not of the notice, the payment or the note.
    expect(buttons).toHaveLength(2);
    await user.click(buttons[0] ?? document.body);
    expect(await screen.findByRole('dialog', { name: 'Receipt of this decision' })).toBeTruthy();
    expect(bridge.requestsTo('compliance:get-decision')).toEqual([fakeId(9501)]);
  });

  it('is one click away from the list of calls', async () => {
    const { user, bridge } = renderWindow(<CallHistoryPage canSeeAll onOpenAccount={null} onCallBack={null} />);
    const [first] = await screen.findAllByRole('button', { name: /^Receipt of the call with / });
    await user.click(first ?? document.body);
    expect(await screen.findByRole('dialog', { name: 'Receipt of this decision' })).toBeTruthy();
    expect(bridge.requestsTo('compliance:get-decision')).toEqual([fakeId(21_000)]);
  });
});
