import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import type { Scenario } from '../../testing/fake-bridge.ts';
import { ago, fakeCall, fakeId } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { standingInTheWay } from '../compliance/index.ts';
import { CallBar } from './CallBar.tsx';

const marcus = fakeCall();
const onHold = fakeCall({ state: 'held', isHeld: true });
const rosa = fakeCall({ callId: fakeId(2), remoteName: 'Rosa Delgado', state: 'held', isHeld: true });
const jamal = fakeCall({
  callId: fakeId(3),
  remoteName: 'Jamal Carter',
  direction: 'inbound',
  state: 'incoming',
  answeredAt: null,
});
const sam = fakeCall({
  callId: fakeId(4),
  kind: 'colleague',
  remoteName: 'Sam Ellison',
  remoteNumber: 'agent-1',
  accountId: null,
  consultationFor: marcus.callId,
});
const show = (scenario: Scenario) => renderWindow(<CallBar onCallBack={null} />, scenario);
const button = (name: string | RegExp) => screen.findByRole('button', { name });

describe('several lines', () => {
  it('shows the call that is talked in big and the others as lines to switch to by key', async () => {
    const { user, bridge } = show({ calls: [rosa, marcus, { ...rosa, callId: fakeId(9), remoteName: 'Luis Ortega' }] });
    const bar = await screen.findByRole('region', { name: 'Calls' });
    expect(within(bar).getAllByText('Marcus Whitfield')).toHaveLength(1);
    await user.keyboard('s');
    await waitFor(() => expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'switch-to', callId: rosa.callId }]));
    act(() => bridge.showCalls([rosa, marcus, { ...rosa, callId: fakeId(9), remoteName: 'Luis Ortega' }]));
    await user.keyboard('{Control>}2{/Control}');
    expect(bridge.requestsTo('phone:command').at(-1)).toEqual({ do: 'switch-to', callId: fakeId(9) });
  });

  it('answers a waiting call by key and says who waits on hold meanwhile', async () => {
    const { user, bridge } = show({ calls: [marcus, jamal] });
    expect(await screen.findByText('Marcus Whitfield waits on hold meanwhile')).toBeTruthy();
    expect(await button(/Hold and answer/)).toBeTruthy();
    await user.keyboard('{Shift>}A{/Shift}');
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'answer', callId: jamal.callId }]);
    expect(await screen.findByText(/^On hold/)).toBeTruthy();
  });

  it('says what is wrong, what was wrong, and that the other side holds', async () => {
    const { bridge } = show({ calls: [{ ...marcus, isHeldByRemote: true, trouble: 'Nothing is heard for 4 s.' }] });
    expect(await screen.findByText('They have put you on hold.')).toBeTruthy();
    expect(screen.getByText('Nothing is heard for 4 s.')).toBeTruthy();
    const sentence = 'Audio was lost for 2.1 s: Wi-Fi changed';
    act(() => bridge.showCalls([{ ...marcus, incidents: [{ kind: 'media-path-lost', duration_ms: 2100, sentence }] }]));
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

describe('transfer by the keyboard alone', () => {
  it('consults first, then completes', async () => {
    const { user, bridge } = show({ calls: [marcus] });
    await button('Transfer');
    await user.keyboard('x');
    const field = await screen.findByRole('combobox', { name: 'Transfer Marcus Whitfield to' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await screen.findByRole('option', { name: /Wes Harper/ });
    await user.keyboard('harper{Enter}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial-internal')).toHaveLength(1));
    expect(bridge.requestsTo('calls:dial-internal')[0]).toMatchObject({
      target: { kind: 'colleague', userId: fakeId(109) },
      consultationFor: marcus.callId,
    });
    expect(await button(/Complete transfer/)).toHaveProperty('disabled', true);
    await user.keyboard('c');
    expect(bridge.requestsTo('phone:command')).toEqual([]);
    const consultation = { ...sam, callId: fakeId(50_101) };
    act(() => bridge.showCalls([onHold, consultation]));
    await waitFor(async () => expect(await button(/Complete transfer/)).toHaveProperty('disabled', false));
    await user.keyboard('c');
    expect(bridge.requestsTo('phone:command')).toEqual([
      { do: 'complete-transfer', callId: marcus.callId, consultationCallId: consultation.callId },
    ]);
  });

  it('hands over at once with Shift+Enter, says so, and tells a refusal', async () => {
    const { user, bridge } = show({ calls: [marcus] });
    await button('Transfer');
    await user.keyboard('x');
    await screen.findByRole('option', { name: /Customer support/ });
    await user.keyboard('support{Shift>}{Enter}{/Shift}');
    await waitFor(() =>
      expect(bridge.requestsTo('calls:transfer')).toEqual([
        { callId: marcus.callId, target: { kind: 'queue', queueId: 'support' } },
      ]),
    );
    expect(bridge.requestsTo('calls:dial-internal')).toEqual([]);
    expect(await screen.findByText(/Transferring to Customer support; the call stays here/)).toBeTruthy();
    const refused = { kind: 'blind', targetName: 'Customer support', state: 'refused', sipStatus: 486 } as const;
    act(() => bridge.showCalls([{ ...onHold, transfer: refused }]));
    expect(
      await screen.findByText(/did not take the call \(486\)\. Marcus Whitfield is on hold with you/),
    ).toBeTruthy();
  });

  it('never hands a call over blindly to an outside number: it is consulted through the gate', async () => {
    const { user, bridge } = show({ calls: [marcus] });
    await button('Transfer');
    await user.keyboard('x');
    await screen.findByRole('combobox');
    await user.keyboard('2125550123');
    expect(await screen.findByRole('option', { name: /\(212\) 555-0123/ })).toBeTruthy();
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial')).toHaveLength(1));
    expect(bridge.requestsTo('calls:dial')[0]).toMatchObject({
      phoneNumber: '+12125550123',
      consultationFor: marcus.callId,
    });
    expect(bridge.requestsTo('calls:transfer')).toEqual([]);
  });

  it('keeps the panel open with the reason when nobody could be called', async () => {
    const { user, bridge } = show({ calls: [marcus] });
    bridge.answer('calls:dial-internal', () => failed(createProblem('phone/not-registered')));
    await button('Transfer');
    await user.keyboard('x');
    await screen.findByRole('option', { name: /Wes Harper/ });
    await user.keyboard('{Enter}');
    expect(await screen.findByText('The phone is not connected.')).toBeTruthy();
    expect(screen.getByRole('combobox')).toBeTruthy();
  });

  it('goes back: ends the consultation and takes the first call from hold', async () => {
    const { user, bridge } = show({ calls: [onHold, sam] });
    await button(/Go back/);
    await user.keyboard('b');
    await waitFor(() =>
      expect(bridge.requestsTo('phone:command')).toEqual([
        { do: 'hang-up', callId: sam.callId },
        { do: 'switch-to', callId: marcus.callId },
      ]),
    );
  });

  it('opens from the global hotkey, too', async () => {
    const { bridge } = show({ calls: [marcus] });
    await button('Transfer');
    act(() => bridge.emit('hotkeys:pressed', 'transfer'));
    expect(await screen.findByRole('combobox')).toBeTruthy();
  });
});

describe('conference and parking', () => {
  it('merges what is up, and leaving a conference is called so', async () => {
    const { user, bridge } = show({ calls: [onHold, { ...sam, consultationFor: null }] });
    await button('Merge');
    await user.keyboard('g');
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'merge', callIds: [marcus.callId, sam.callId] }]);
    const room = fakeCall({ callId: fakeId(8), kind: 'conference', remoteName: null, accountId: null });
    act(() => bridge.showCalls([room, { ...onHold, state: 'merged', mergedInto: room.callId }]));
    expect(await button(/^Leave/)).toBeTruthy();
    expect(screen.getByText(/With Marcus Whitfield/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Switch/ })).toBeNull();
  });

  it('parks by key', async () => {
    const { user, bridge } = show({ calls: [marcus] });
    await button('Park');
    await user.keyboard('y');
    await waitFor(() => expect(bridge.requestsTo('calls:park')).toEqual([marcus.callId]));
  });

  it('offers nothing that the telephone system does not', async () => {
    const services = { canPark: false, canConference: false, canRecord: false };
    const { user, bridge } = show({ calls: [onHold, { ...sam, consultationFor: null }], services });
    await button('Transfer');
    expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
    await user.keyboard('gy');
    act(() => bridge.showCalls([marcus]));
    await button('Message');
    await user.keyboard('yr');
    expect(screen.queryByRole('button', { name: 'Park' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Record/ })).toBeNull();
    expect(bridge.requestsTo('phone:command')).toEqual([]);
    expect(bridge.requestsTo('calls:park')).toEqual([]);
    expect(bridge.requestsTo('calls:get-recording')).toEqual([]);
  });
});

const openMessages = async (scenario: Scenario = {}) => {
  const window = show({ calls: [marcus], ...scenario });
  await button('Message');
  await window.user.keyboard('v');
  return window;
};

describe('leaving a recorded message', () => {
  it('shows what is said and waits for the beep', async () => {
    const { user, bridge } = await openMessages();
    expect(await screen.findByText(/This is Robin Smith calling from Harbor Point/)).toBeTruthy();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByText(/You may speak to any representative/)).toBeTruthy();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(bridge.requestsTo('calls:drop-message')).toEqual([
        { callId: marcus.callId, messageId: fakeId(71_002), isAfterBeep: false },
      ]),
    );
    expect(await screen.findByText(/Listening for the beep/)).toBeTruthy();
    await user.click(await button('Stop the message'));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'cancel-message-drop', callId: marcus.callId }]);
  });

  it('plays at once after a beep that was heard', async () => {
    const { user, bridge } = await openMessages();
    await screen.findByText(/This is Robin Smith/);
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(bridge.requestsTo('calls:drop-message')[0]?.isAfterBeep).toBe(true));
  });

  it('is not left when the decision says no, and each reason is told', async () => {
    const { user } = await openMessages({ messageRefusal: 'defer' });
    await screen.findByText(/This is Robin Smith/);
    await user.keyboard('{Enter}');
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The message was not left. You are still in the call.')).toBeTruthy();
    const [reason] = standingInTheWay(fakeDecision('defer'));
    expect(within(alert).getByRole('list').textContent).toContain(reason?.reason);
    expect(within(alert).getByText(/^It may be left /)).toBeTruthy();
    expect(screen.queryByText(/Listening for the beep/)).toBeNull();
  });

  it('is not left without the server, which is said', async () => {
    const { user, bridge } = await openMessages();
    bridge.answer('calls:drop-message', () =>
      failed(createProblem('network/offline', { message: 'The message was not left: the server cannot be reached.' })),
    );
    await screen.findByText(/This is Robin Smith/);
    await user.keyboard('{Enter}');
    expect(await screen.findByText('The message was not left: the server cannot be reached.')).toBeTruthy();
    expect(screen.queryByText(/Listening for the beep/)).toBeNull();
  });

  it('says so when there is none', async () => {
    await openMessages({ hasNoMessages: true });
    expect(await screen.findByText('No message has been recorded yet')).toBeTruthy();
  });
});

it('says that an inside call was not answered, and lets it be dismissed', async () => {
  const over = { ...sam, consultationFor: null, state: 'ended', endedAt: ago(0), endReason: 'Busy' } as const;
  const { user, bridge } = show({ calls: [over] });
  expect(await screen.findByText('Busy')).toBeTruthy();
  await user.click(await button('Dismiss'));
  expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'dismiss', callId: sam.callId }]);
});
