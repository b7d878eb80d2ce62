/** An outage seen from the agent's desk: what was cleared ahead may be placed, everything else may not. */
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import type { ReservedCall } from '../../../shared/ipc/local-schemas.ts';
import { ago, fakeCall, fakeId, fakeQueue } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { formatTime } from '../../ui/format.ts';
import { CockpitPage } from '../cockpit/index.ts';
import { usePlacedReserved, useRefusalNews, useRefusals } from './use-reserved.ts';

const [head, next] = fakeQueue(12);
if (!head?.phone_number || !next) throw new Error('The fake queue is too short');
const reserved: ReservedCall = {
  callId: fakeId(77_001),
  accountId: head.account_id,
  phoneNumber: head.phone_number,
  clearedAt: ago(2),
  validUntil: ago(-2),
  decision: fakeDecision('require'),
};
const dialButton = () => screen.getByRole('button', { name: /^Call( Ctrl Enter)?$|^CallCtrlEnter$/ });
const sentence = `This call was cleared at ${formatTime(reserved.clearedAt)} and may be placed until ${formatTime(reserved.validUntil)}.`;

beforeEach(() => {
  usePlacedReserved.setState({ byCall: {} });
  useRefusals.setState({ byCall: {} });
});

describe('while the server is away', () => {
  it('says until when the call may be placed, shows its script, and places it', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { server: 'offline', reserved: [reserved] });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByRole('heading', { name: head.consumer_name });
    expect(await screen.findByText('The server cannot be reached.')).toBeTruthy();
    expect(document.body.textContent).toContain(sentence);
    expect(screen.queryByText(/There is no verdict/)).toBeNull();
    expect(screen.getByText('Say this')).toBeTruthy();
    await waitFor(() => expect(dialButton()).toHaveProperty('disabled', false));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial')).toHaveLength(1));
  });

  it('keeps the button shut for everybody else, and when the permit has ended', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { server: 'offline', reserved: [reserved] });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByText('The server cannot be reached.');
    act(() => bridge.emit('calls:reserved-changed', []));
    expect(await screen.findByText(/There is no verdict/)).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
    act(() => bridge.emit('calls:reserved-changed', [{ ...reserved, phoneNumber: '+12125550199' }]));
    expect(screen.getByText(/There is no verdict/)).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it('says of a call in progress that it was placed so', async () => {
    const call = fakeCall();
    usePlacedReserved.setState({
      byCall: { [call.callId]: { clearedAt: reserved.clearedAt, validUntil: reserved.validUntil } },
    });
    renderWindow(<CockpitPage />, { calls: [call], server: 'offline' });
    expect(await screen.findByText('Placed while the server could not be reached.')).toBeTruthy();
  });
});

function HearingDesk() {
  useRefusalNews();
  return <CockpitPage />;
}

describe('a call that was judged again and refused', () => {
  const call = fakeCall({ state: 'ended', endedAt: ago(0.1), endReason: 'The phone system refused this call' });
  const reason = 'This number is on your do-not-call list.';

  it('says why beside its wrap-up, as soon as the server can tell', async () => {
    usePlacedReserved.setState({
      byCall: { [call.callId]: { clearedAt: reserved.clearedAt, validUntil: reserved.validUntil } },
    });
    const { bridge } = renderWindow(<HearingDesk />, { calls: [call] });
    await screen.findByText('Placed while the server could not be reached.');
    act(() => bridge.emit('live:event', { type: 'call-refused', call_id: fakeId(77_002), reason: 'Another call.' }));
    expect(screen.queryByText('Another call.')).toBeNull();
    act(() => bridge.emit('live:event', { type: 'call-refused', call_id: call.callId, reason }));
    expect(await screen.findByText(reason)).toBeTruthy();
    expect(screen.getByText(/This call did not go out/)).toBeTruthy();
    expect(screen.queryByText('Placed while the server could not be reached.')).toBeNull();
  });
});

describe('while the server answers', () => {
  it('has the open account and the next ones cleared ahead, and says nothing of it', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { reserved: [reserved] });
    await screen.findAllByRole('option');
    await waitFor(() => expect(bridge.requestsTo('calls:keep-reserved').at(-1)?.calls).toHaveLength(2));
    await user.keyboard('n');
    await screen.findByText('You may call');
    await waitFor(() =>
      expect(bridge.requestsTo('calls:keep-reserved').at(-1)?.calls[0]).toEqual({
        accountId: head.account_id,
        phoneNumber: head.phone_number,
      }),
    );
    expect(screen.queryByText('The server cannot be reached.')).toBeNull();
  });

  it('does not take what was cleared ahead for an answer to a refusal', async () => {
    const { user } = renderWindow(<CockpitPage />, {
      reserved: [reserved],
      failing: { 'compliance:evaluate-pre-dial': 'request/not-found' },
    });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    expect(await screen.findByText(/There is no verdict/)).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
  });

  it('uses it when the verdict fails before the window has heard of the outage', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { reserved: [reserved] });
    bridge.answer('compliance:evaluate-pre-dial', () => failed(createProblem('network/offline')));
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByText('The server cannot be reached.');
    await waitFor(() => expect(dialButton()).toHaveProperty('disabled', false));
  });
});
