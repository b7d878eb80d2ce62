import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AudioDevice } from '../../../shared/ipc/phone-snapshot.ts';
import { renderWindow } from '../../testing/render.tsx';
import { HeadsetSettings } from './HeadsetSettings.tsx';
import { PhoneSettings } from './PhoneSettings.tsx';
import { choiceOf, devicePick } from './sound-settings.model.ts';

const devices: AudioDevice[] = [
  { id: 'default', label: 'Default - Built-in Audio', groupId: 'built-in', kind: 'audioinput' },
  { id: 'jabra', label: 'Jabra Evolve2 65 (0b0e:030c)', groupId: 'jabra', kind: 'audioinput' },
  { id: 'built-in', label: 'Built-in Audio', groupId: 'built-in', kind: 'audioinput' },
  { id: 'speaker', label: 'Built-in Audio', groupId: 'built-in', kind: 'audiooutput' },
];
const poly = { id: 'poly', label: 'Poly Voyager Focus 2', groupId: 'poly' };

describe('the pick of a device', () => {
  it('names the default, leaves pseudo-devices out and is found by name', () => {
    const pick = devicePick('microphone', { id: 'old', label: 'Jabra Evolve2 65', groupId: 'old' }, devices);
    expect(pick.options.map(({ label }) => label)).toEqual([
      'System default (Built-in Audio)',
      'Jabra Evolve2 65',
      'Built-in Audio',
    ]);
    expect(pick).toMatchObject({ value: 'jabra', isUnplugged: false, nameInUse: 'Jabra Evolve2 65' });
  });

  it('keeps a device that is not plugged in, and says what is used', () => {
    const pick = devicePick('microphone', poly, devices);
    expect(pick).toMatchObject({ value: 'unplugged', isUnplugged: true, nameInUse: 'Built-in Audio' });
    expect(pick.options.at(-1)).toMatchObject({ label: 'Poly Voyager Focus 2 (not plugged in)', disabled: true });
  });

  it('is kept whole, or is the default', () => {
    expect(choiceOf('speaker', devices)).toEqual({ id: 'speaker', label: 'Built-in Audio', groupId: 'built-in' });
    expect(choiceOf('', devices)).toBeNull();
    expect(choiceOf('unplugged', devices)).toBeUndefined();
  });
});

describe('the sound settings', () => {
  it('choose a device by keyboard', async () => {
    const { bridge, user } = renderWindow(<PhoneSettings />, { audio: { devices } });
    const picker = await screen.findByRole('combobox', { name: /^Microphone/ });
    picker.focus();
    await user.keyboard('{Enter}{ArrowDown}{Enter}');
    const [change] = bridge.requestsTo('settings:set');
    expect(change).toEqual({ microphone: { id: 'jabra', label: 'Jabra Evolve2 65 (0b0e:030c)', groupId: 'jabra' } });
  });

  it('say that the chosen device is not plugged in', async () => {
    renderWindow(<PhoneSettings />, { audio: { devices }, settings: { microphone: poly } });
    expect(await screen.findByText('Not plugged in, Built-in Audio is used')).toBeDefined();
  });

  it('keep the processing of each microphone', async () => {
    const { bridge, user } = renderWindow(<PhoneSettings />, { audio: { devices } });
    await user.click(await screen.findByRole('switch', { name: /Automatic level/ }));
    expect(bridge.requestsTo('settings:set')).toEqual([
      {
        processing: {
          'Built-in Audio': { echoCancellation: true, noiseSuppression: true, autoGainControl: false },
        },
      },
    ]);
  });

  it('run the tests and read their result out', async () => {
    const test = {
      what: 'loop-back',
      state: 'passed',
      heardDb: -18,
      sentence: 'They hear you: -18 dB at the loudest, played back on Jabra Evolve2 65.',
    } as const;
    const { bridge, user } = renderWindow(<PhoneSettings />, { audio: { devices, test } });
    expect(await screen.findByText(/They hear you: -18 dB/)).toBeDefined();
    expect(screen.getByText(/They hear you: -18 dB/).getAttribute('role')).toBe('status');
    await user.click(screen.getByRole('button', { name: 'Do they hear me' }));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'test-audio', what: 'loop-back' }]);
  });

  it('can stop a test that runs, and start no second one', async () => {
    const test = { what: 'microphone', state: 'speak-now', heardDb: null, sentence: 'Speak.' } as const;
    const { bridge, user } = renderWindow(<PhoneSettings />, { audio: { devices, test } });
    const speaker = await screen.findByRole('button', { name: 'Try the speaker' });
    expect(speaker.hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'stop-audio-test' }]);
  });
});

describe('the headset', () => {
  it('says what is connected and what it can do', async () => {
    renderWindow(<HeadsetSettings />, {
      headset: { state: 'connected', name: 'Jabra Evolve2 65', canAnswer: true, canMute: true, notice: null },
    });
    const panel = await screen.findByRole('region', { name: /Headset/ });
    expect(await within(panel).findByText('Jabra Evolve2 65')).toBeDefined();
    expect(within(panel).getByText('Its buttons answer and hang up, mute; its lamps show the call.')).toBeDefined();
  });

  it('says that another program uses it too, and connects one', async () => {
    const notice = 'Another program uses the buttons of Jabra Evolve2 65 too: close it, or use mute and hang-up here';
    const { bridge, user } = renderWindow(<HeadsetSettings />, {
      headset: { state: 'contended', name: 'Jabra Evolve2 65', canAnswer: true, canMute: true, notice },
    });
    expect(await screen.findByText('Two programs use this headset.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Connect another headset' }));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'connect-headset' }]);
  });
});
