import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { fakeAccount, fakeId, fakeQueue } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
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

  it('about more than is owed is not taken', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await user.type(await screen.findByLabelText('Only a part of it (empty: all)'), '99999999');
    expect(screen.getByText(/^More than \$/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Take it in' })).toHaveProperty('disabled', true);
    expect(bridge.requestsTo('disputes:file')).toEqual([]);
  });
});
