import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { ago, fakeCall, fakeId, fakeQueue } from '../../testing/fake-data.ts';
import { fakeBarred, fakeDecision } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { useAnnouncements } from '../../platform/announcer.ts';
import { CallBar } from '../calls/index.ts';
import { CockpitPage } from './CockpitPage.tsx';

const talking = fakeCall({ accountId: fakeQueue(1)[0]?.account_id ?? '' });
const ended: Partial<PhoneCall> = { state: 'ended', endedAt: ago(0.2), endReason: 'They hung up' };
const clear = fakeDecision('allow');
const news = /was just put on the do-not-call list by Celeste Moreau/;

/** A cockpit with these calls, whose numbers somebody bars once everything has been asked for. */
async function barDuring(calls: PhoneCall[], number: string) {
  useAnnouncements.setState({ assertive: '' });
  const { bridge } = renderWindow(
    <>
      <CallBar onCallBack={null} />
      <CockpitPage />
    </>,
    { calls },
  );
  let decision = clear;
  bridge.answer('compliance:evaluate-pre-dial', ({ phoneNumber }) => (phoneNumber === number ? decision : clear));
  await screen.findAllByRole('option');
  const asked = () =>
    bridge.requestsTo('compliance:evaluate-pre-dial').filter(({ phoneNumber }) => phoneNumber === number);
  await expect.poll(() => asked().length).toBeGreaterThan(0);
  await act(async () => Promise.resolve());
  expect(screen.queryByText(news)).toBeNull();
  decision = fakeBarred;
  act(() => {
    const by = { by_name: 'Celeste Moreau', is_listed: true };
    bridge.emit('live:event', { type: 'dnc-changed', phone_number: number, ...by });
    bridge.emit('live:event', { type: 'queue-changed' });
  });
  return bridge;
}
const readAloud = () => useAnnouncements.getState().assertive;
const calls = () => within(screen.getByRole('region', { name: 'Calls' }));
const panel = () => within(screen.getByRole('group', { name: 'Call and wrap-up' }));

describe('a number that is barred', () => {
  it('while the agent talks to it is told by a strip of the call, and still after its end', async () => {
    const bridge = await barDuring([talking], talking.remoteNumber);
    expect(await calls().findByText(news)).toBeTruthy();
    expect(panel().queryByText(news)).toBeNull();
    expect(readAloud()).toMatch(news);
    act(() => useAnnouncements.setState({ assertive: '' }));
    act(() => bridge.showCalls([{ ...talking, ...ended }]));
    expect(await panel().findByText(news)).toBeTruthy();
    expect(readAloud(), 'a second time').not.toMatch(news);
  });

  it('while its caller waits on hold is told as well', async () => {
    const held = fakeCall({ callId: fakeId(50_002), state: 'held', isHeld: true, remoteNumber: '+13125550142' });
    await barDuring([talking, held], held.remoteNumber);
    expect(await calls().findByText(news)).toBeTruthy();
  });

  it('during the wrap-up is told there', async () => {
    await barDuring([{ ...talking, ...ended }], talking.remoteNumber);
    expect(await panel().findByText(news)).toBeTruthy();
    expect(readAloud()).toMatch(news);
  });
});
