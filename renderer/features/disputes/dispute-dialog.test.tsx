import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeAccount, fakeId, fakeQueue } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
import { channelWords } from './dispute-words.ts';
import { DisputeDialog } from './DisputeDialog.tsx';

const account = fakeAccount(fakeQueue(1)[0]?.account_id ?? '');
const callId = fakeId(12);

function Desk() {
  const [isOpen, setOpen] = useState(true);
  return (
    <DisputeDialog
      isOpen={isOpen}
      account={account}
      callId={callId}
      onClose={() => setOpen(false)}
      onSaved={() => undefined}
    />
  );
}

/** Takes one in by letter, if that can be. */
const takeIn = async (day: string) => {
  const { user, bridge } = renderWindow(<Desk />);
  await user.click(await screen.findByText('By letter'));
  fireEvent.change(screen.getByLabelText('Received on (empty: now)'), { target: { value: day } });
  const button = screen.getByRole('button', { name: 'Take it in' });
  if (!button.hasAttribute('disabled')) await user.click(button);
  return bridge;
};

describe('a dispute taken in', () => {
  it('on the phone is spoken, belongs to the call, and is saved by Enter', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await user.type(await screen.findByLabelText('What they said'), 'Not mine');
    await user.click(screen.getByRole('button', { name: 'Take it in' }));
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:file')).toMatchObject([
        {
          debt_id: account.debts[0]?.id,
          kind: 'dispute',
          form: 'oral',
          channel: 'voice',
          statement: 'Not mine',
          disputed_cents: null,
          call_id: callId,
        },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('by letter is written, of no call, and about a part in cents', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await user.click(await screen.findByText('By letter'));
    await user.type(screen.getByLabelText('Only a part of it (empty: all)'), '12.34');
    await user.click(screen.getByRole('button', { name: 'Take it in' }));
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:file')).toMatchObject([
        { form: 'written', channel: 'letter', disputed_cents: 1234, call_id: null },
      ]),
    );
  });

  it('says what holds within the validation period, and that the law stops nothing after it', async () => {
    const { user } = renderWindow(<Desk />);
    expect(await screen.findByText(/^Spoken: the law does not stop collection/)).toBeTruthy();
    await user.click(screen.getByText('By letter'));
    const written = screen.getByText(/^In writing/).textContent;
    expect(written).toContain('within the validation period: nobody collects what is disputed until the answer');
    expect(written).toContain('After the period the law does not stop collection');
    await user.click(screen.getByText('Asks who the first creditor is'));
    expect(screen.getByText(/^In writing/).textContent).toContain('After the period the law does not stop collection');
    await user.click(screen.getByText(channelWords.voice));
    expect(screen.getByText(/^Spoken: collection goes on/)).toBeTruthy();
  });

  describe('with a day of receipt', () => {
    // Nine in the morning of here: noon is still to come.
    const nowMs = new Date(2026, 10, 23, 9).getTime();
    beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: nowMs }));
    afterEach(() => void vi.useRealTimers());
    it.each([
      ['today, before noon: now, since the server takes nothing that is still to come', '2026-11-23', nowMs],
      ['an earlier day: its noon', '2026-11-20', new Date(2026, 10, 20, 12).getTime()],
    ])('%s', async (_case, day, atMs) => {
      const bridge = await takeIn(day);
      await waitFor(() => expect(bridge.requestsTo('disputes:file')).toHaveLength(1));
      expect(bridge.requestsTo('disputes:file')).toMatchObject([{ received_at: new Date(atMs).toISOString() }]);
    });

    it('tomorrow: says that it is still to come, and takes nothing in', async () => {
      const bridge = await takeIn('2026-11-24');
      expect(screen.getByText('This day is still to come')).toBeTruthy();
      expect(bridge.requestsTo('disputes:file')).toEqual([]);
    });
  });

  it('about more than is owed is not taken', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await user.type(await screen.findByLabelText('Only a part of it (empty: all)'), '99999999');
    expect(screen.getByText(/^More than \$/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Take it in' })).toHaveProperty('disabled', true);
    expect(bridge.requestsTo('disputes:file')).toEqual([]);
  });
});
