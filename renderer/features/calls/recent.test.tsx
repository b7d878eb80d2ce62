import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { App } from '../../app/App.tsx';
import { ago, fakeCall, fakeId } from '../../testing/fake-data.ts';
import { fakeHistory } from '../../testing/fake-telephony.ts';
import { renderWindow } from '../../testing/render.tsx';
import { openMissed, rowWords } from './recent.model.ts';

const [dialled] = fakeHistory();
const missed = fakeHistory().find(({ isMissed }) => isMissed);
if (!dialled || !missed) throw new Error('The fake history is empty');

describe('missed calls', () => {
  it('wait until they have been looked at, or called', () => {
    const later = { ...missed, callId: fakeId(1), isMissed: false, startedAt: ago(0) };
    expect(openMissed([missed], 0)).toEqual([missed]);
    expect(openMissed([missed], Date.parse(missed.startedAt))).toEqual([]);
    expect(openMissed([{ ...later, direction: 'outbound', answeredAt: null }, missed], 0)).toEqual([]);
    expect(openMissed([{ ...later, remoteNumber: '+12125550199' }, missed], 0)).toEqual([missed]);
  });

  it('are counted on the rail until the history is opened', async () => {
    const { user } = renderWindow(<App home="agent" />);
    expect(await screen.findByRole('link', { name: /Calls\s*3 missed/ })).toBeTruthy();
    await user.keyboard('{Alt>}3{/Alt}');
    await screen.findByRole('group', { name: 'Calls of this computer' });
    await waitFor(() => expect(screen.queryByRole('link', { name: /missed/ })).toBeNull());
  });

  it('in the call bar are called back by showing the number, which dials nobody', async () => {
    const call = fakeCall({ direction: 'inbound', state: 'ended', answeredAt: null, endedAt: ago(0), accountId: null });
    const { user, bridge } = renderWindow(<App home="agent" />, { calls: [call] });
    await user.click(await screen.findByRole('button', { name: 'Call back' }));
    await waitFor(() => expect(screen.getByLabelText('Phone number')).toHaveProperty('value', '(212) 555-0110'));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'dismiss', callId: call.callId }]);
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });
});

describe('this computer’s history', () => {
  it('is searched by name or digits', async () => {
    window.location.hash = '/calls';
    const { user, bridge } = renderWindow(<App home="agent" />);
    await user.type(await screen.findByLabelText('Search by name or number'), 'rosa');
    await waitFor(() => expect(screen.queryByText('Marcus Whitfield')).toBeNull());
    expect(bridge.requestsTo('calls:list-history').at(-1)?.search).toBe('rosa');
    await user.type(screen.getByLabelText('Search by name or number'), ' nobody');
    expect(await screen.findByText('No call matches')).toBeTruthy();
  });

  it('brings a number into the dial field with its verdict, and calls a colleague at once', async () => {
    window.location.hash = '/calls';
    const { user, bridge } = renderWindow(<App home="agent" />);
    await user.click((await screen.findAllByRole('button', { name: 'Call back Rosa Delgado' }))[0] ?? document.body);
    await waitFor(() => expect(screen.getByLabelText('Phone number')).toHaveProperty('value', '(303) 555-0112'));
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
    await user.keyboard('{Alt>}3{/Alt}');
    await user.click((await screen.findAllByRole('button', { name: 'Call again Sam Ellison' }))[0] ?? document.body);
    await waitFor(() =>
      expect(bridge.requestsTo('calls:dial-internal')[0]?.target).toEqual({ kind: 'colleague', userId: fakeId(101) }),
    );
  });

  it('names what is no person by what it is', () => {
    expect(rowWords({ ...dialled, kind: 'service', remoteNumber: 'voicemail', remoteName: null })).toEqual({
      title: 'voicemail',
      note: 'Telephone system',
    });
    expect(rowWords({ ...dialled, remoteName: null }).title).toBe('Not on file');
  });
});

describe('other ways to call', () => {
  it('redials through the gate by one key, and shows a refusal with its reasons', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    await screen.findByRole('button', { name: /^Redial/ });
    await waitFor(() => expect(screen.getByRole('button', { name: /^Redial/ })).toHaveProperty('disabled', false));
    await user.keyboard('d');
    await waitFor(() => expect(bridge.requestsTo('calls:dial')).toHaveLength(1));
    expect(bridge.requestsTo('calls:dial')[0]).toMatchObject({
      phoneNumber: dialled.remoteNumber,
      accountId: dialled.accountId,
    });
  });

  it('lights the lamp and listens to the mailbox', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { voicemail: { newMessages: 2, oldMessages: 0 } });
    expect(await screen.findByText('2 new voicemails')).toBeTruthy();
    await user.keyboard('u');
    await waitFor(() => expect(bridge.requestsTo('calls:dial-internal')[0]?.target).toEqual({ kind: 'voicemail' }));
  });

  it('calls a colleague found by typing', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    await screen.findByRole('button', { name: 'Colleagues' });
    await user.keyboard('i');
    await screen.findByRole('option', { name: /Sam Ellison/ });
    await user.keyboard('ellison{Enter}');
    await waitFor(() =>
      expect(bridge.requestsTo('calls:dial-internal')[0]).toMatchObject({
        target: { kind: 'colleague', userId: fakeId(101) },
        consultationFor: null,
      }),
    );
  });

  it('retries the phone, and turns do-not-disturb on and off, by key', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, {
      registration: { state: 'reconnecting', reason: 'the network changed', retryAt: ago(-1) },
    });
    expect(await screen.findByRole('button', { name: 'Retry now' })).toBeTruthy();
    await user.keyboard('{Shift>}R{/Shift}');
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'reconnect' }]);
    await user.keyboard('{Shift>}D{/Shift}');
    expect(await screen.findByRole('button', { name: 'Do not disturb: on' })).toBeTruthy();
    await user.keyboard('{Shift>}D{/Shift}');
    expect(await screen.findByRole('button', { name: 'Do not disturb' })).toBeTruthy();
    await act(async () => undefined);
    expect(bridge.requestsTo('settings:set')).toEqual([{ doNotDisturb: true }, { doNotDisturb: false }]);
  });
});
