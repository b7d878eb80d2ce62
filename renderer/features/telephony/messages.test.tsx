import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { fakeMessages } from '../../testing/fake-telephony.ts';
import { renderWindow } from '../../testing/render.tsx';
import { checkText, markRefused } from './message.model.ts';
import { MessagesPage } from './MessagesPage.tsx';
import { readWav } from './wav.model.ts';

type Wav = { seconds?: number; channels?: number; rate?: number; bits?: number; code?: number };
function wav({ seconds = 2, channels = 1, rate = 8000, bits = 16, code = 1 }: Wav = {}): ArrayBuffer {
  const size = seconds * rate * channels * 2;
  const view = new DataView(new ArrayBuffer(44 + size));
  const text = (at: number, words: string) =>
    new TextEncoder().encode(words).forEach((byte, index) => view.setUint8(at + index, byte));
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, code, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, bits, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  return view.buffer;
}
const file = (bytes: ArrayBuffer) => new File([bytes], 'message.wav', { type: 'audio/wav' });
const fine = 'This is Robin Smith calling from Harbor Point. Please call me at 212-555-0100.';

describe('a recording', () => {
  it('is looked into before it is sent', () => {
    expect(readWav(wav())).toEqual({ seconds: 2 });
    expect(readWav(wav({ channels: 2 }))).toEqual({ wrong: 'Save it with one channel (mono).' });
    expect(readWav(wav({ rate: 4000 }))).toEqual({ wrong: 'Save it with a sample rate from 8 to 48 kHz.' });
    expect(readWav(wav({ code: 6 }))).toEqual({ wrong: 'Save it as 16-bit PCM.' });
    expect(readWav(wav({ seconds: 61 }))).toEqual({ wrong: 'It lasts 61 s; at most 60 s can be left.' });
    expect(readWav(new ArrayBuffer(10))).toEqual({ wrong: 'This is no WAV file.' });
    expect(readWav(wav().slice(0, 40))).toHaveProperty('wrong');
  });
});

describe('the text of a message', () => {
  it('marks what may not be said where it stands', () => {
    expect(checkText(fine).words).toEqual([]);
    const bad = `${fine} It is about an important matter.`;
    const { refused } = checkText(bad);
    expect(
      markRefused(bad, refused)
        .filter(({ isRefused }) => isRefused)
        .map(({ text }) => text.trim()),
    ).toEqual([expect.stringContaining('important matter')]);
    expect(
      markRefused(bad, refused)
        .map(({ text }) => text)
        .join(''),
    ).toBe(bad);
  });

  it('wants a name to ask for and a number', () => {
    expect(checkText('Please call back.').words).toContain('it gives no telephone number');
  });
});

const fill = async (text: string) => {
  const window = renderWindow(<MessagesPage />, { role: 'manager' });
  await screen.findByText('Harbor Point, ask for Robin');
  await window.user.type(screen.getByLabelText('Name'), 'New one');
  await window.user.type(screen.getByLabelText(/Exactly what is said/), text);
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no field for the file');
  await window.user.upload(input, file(wav()));
  await screen.findByText(/^0:02 long/);
  return window;
};

describe('the screen of messages', () => {
  it('adds a message with its recording', async () => {
    const { user, bridge } = await fill(fine);
    expect(await screen.findByText('This may be left on a voicemail.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Check and add' }));
    await waitFor(() => expect(bridge.requestsTo('telephony:save-message')).toHaveLength(1));
    const [sent] = bridge.requestsTo('telephony:save-message');
    expect(sent?.transcript).toBe(fine);
    expect(atob(sent?.wav_base64 ?? '').slice(0, 4)).toBe('RIFF');
    expect(await screen.findByText('New one')).toBeTruthy();
  });

  it('shows the server’s refusal, keeps what was typed, and marks the sentence', async () => {
    const { user } = await fill(`${fine} You owe us money.`);
    await user.click(screen.getByRole('button', { name: 'Check and add' }));
    expect((await screen.findByRole('alert')).textContent).toContain('not a limited-content message');
    expect(document.querySelector('mark')?.textContent).toContain('You owe us money');
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'New one');
  });

  it('takes one out of use only after asking', async () => {
    const { user, bridge } = renderWindow(<MessagesPage />, { role: 'manager' });
    const [first] = fakeMessages();
    await user.click(await screen.findByRole('button', { name: 'Take Harbor Point, ask for Robin out of use' }));
    await screen.findByRole('dialog');
    expect(bridge.requestsTo('telephony:remove-message')).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Take it out of use' }));
    await waitFor(() => expect(bridge.requestsTo('telephony:remove-message')).toEqual([first?.id]));
    await waitFor(() => expect(screen.queryByText('Harbor Point, ask for Robin')).toBeNull());
  });

  it('says when a message could not be heard', async () => {
    const { user, bridge } = renderWindow(<MessagesPage />, { role: 'manager' });
    bridge.answer('telephony:get-message-audio', () => failed(createProblem('network/offline')));
    await user.click(await screen.findByRole('button', { name: 'Listen to Harbor Point, ask for Robin' }));
    expect(await screen.findByText('The server cannot be reached.')).toBeTruthy();
  });
});
