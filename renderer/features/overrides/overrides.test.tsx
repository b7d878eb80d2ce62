import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { Scenario } from '../../testing/fake-bridge.ts';
import { fakeId, numberOf } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { OverrideOffer } from './OverrideOffer.tsx';
import { OverrideRequests, useWaitingOverrides } from './OverrideRequests.tsx';

const calls: string[] = [];
const offer = (verdict: Verdict, scenario: Scenario = {}) =>
  renderWindow(
    <OverrideOffer
      decision={fakeDecision(verdict)}
      phoneNumber={numberOf(0)}
      accountId={fakeId(1000)}
      obstacle={null}
      onCall={(id) => calls.push(id)}
    />,
    scenario,
  );

describe('a refusal', () => {
  it('that somebody may set aside is asked about by key, with a reason', async () => {
    const { user, bridge } = offer('review');
    await screen.findByRole('button', { name: /^Ask to set this aside/ });
    await user.keyboard('e');
    const dialog = await screen.findByRole('dialog');
    const ask = within(dialog).getByRole('button', { name: 'Ask' });
    await user.type(within(dialog).getByRole('textbox'), 'Too short');
    expect(ask).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByRole('textbox'), ' no more');
    await user.click(ask);
    await waitFor(() =>
      expect(bridge.requestsTo('overrides:ask')).toEqual([
        { call: { phone_number: numberOf(0), account_id: fakeId(1000) }, reason: 'Too short no more' },
      ]),
    );
  });

  it('that nobody may set aside offers nothing', async () => {
    offer('block');
    expect(await screen.findByText('Nobody can set this aside.')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('that there is none of offers nothing and asks the server nothing', () => {
    const { container, bridge } = offer('allow');
    expect(within(container).queryByRole('button')).toBeNull();
    expect(bridge.requestsTo('overrides:list')).toEqual([]);
  });

  it('that was asked about says who is missing', async () => {
    offer('review', { override: 'waiting' });
    expect(await screen.findByText(/One more person must answer/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Ask/ })).toBeNull();
  });

  it('that was approved is called with, by its id', async () => {
    const { user } = offer('review', { override: 'approved' });
    await user.click(await screen.findByRole('button', { name: 'Call with the override' }));
    expect(calls).toEqual([fakeId(95_001)]);
  });

  it('that was not set aside says by whom and why, and may be asked about again', async () => {
    offer('review', { override: 'refused' });
    expect(await screen.findByText('Not set aside by Morgan Hale.')).toBeTruthy();
    expect(screen.getByText('Their letter says the opposite.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Ask to set this aside/ })).toBeTruthy();
  });
});

function Waiting() {
  return <OverrideRequests waiting={useWaitingOverrides()} />;
}

describe('the requests', () => {
  it('say of each finding whether it is law or policy, also of a policy that follows the law', async () => {
    const { bridge } = renderWindow(<Waiting />, { role: 'supervisor', override: 'asked' });
    await screen.findAllByRole('button', { name: 'Approve' });
    const reply = await bridge.invoke('overrides:list', null);
    const [request] = reply.ok ? reply.value.overrides : [];
    const [finding] = request?.findings ?? [];
    if (!request || !finding) throw new Error('No request');
    const law = { ...finding, rule_id: 'F-1', title: 'Seven calls', is_policy: false, citation: '12 CFR 1006.14(b)' };
    const policy = { ...finding, is_policy: true, citation: '12 CFR 1006.38(c)' };
    bridge.answer('overrides:list', () => ({ overrides: [{ ...request, findings: [law, policy] }] }));
    act(() =>
      bridge.emit('live:event', {
        type: 'override-changed',
        override_id: request.id,
        agent_id: fakeId(100),
        state: 'waiting',
      }),
    );
    expect((await screen.findByText('Seven calls')).closest('li')?.textContent).toMatch(/Law.*12 CFR 1006\.14\(b\)$/);
    const shown = screen.getByText(finding.title).closest('li')?.textContent;
    expect(shown).toContain('Your policy');
    expect(shown).toContain('Policy, after 12 CFR 1006.38(c)');
  });

  it('are answered with a reason, the oldest first, and renewed when one changes', async () => {
    const { user, bridge } = renderWindow(<Waiting />, { override: 'asked', role: 'supervisor' });
    const [first] = await screen.findAllByRole('button', { name: 'Approve' });
    expect(screen.getByText('2 people must answer, one of compliance.')).toBeTruthy();
    await user.click(first ?? document.body);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox'), 'Their letter is on file');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(bridge.requestsTo('overrides:decide')).toEqual([
        { id: fakeId(95_004), is_approved: true, reason: 'Their letter is on file' },
      ]),
    );
    const before = bridge.requestsTo('overrides:list').length;
    act(() =>
      bridge.emit('live:event', {
        type: 'override-changed',
        override_id: fakeId(95_003),
        agent_id: fakeId(100),
        state: 'waiting',
      }),
    );
    await waitFor(() => expect(bridge.requestsTo('overrides:list').length).toBeGreaterThan(before));
  });
});
