import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeCall, fakeQueue, fakeRows } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CockpitPage } from './CockpitPage.tsx';

const [head] = fakeQueue(1);
if (!head) throw new Error('The fake queue is empty');

describe('a caller of whom no account is known', () => {
  const stranger = fakeCall({ direction: 'inbound', accountId: null, remoteName: null, remoteNumber: '+13125550142' });

  it('is put on the do-not-call list from the call, by key, and that stays in sight', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { calls: [stranger] });
    expect(await screen.findByText('No account is known for (312) 555-0142')).toBeTruthy();
    await user.keyboard('{Shift>}K{/Shift}');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Do not call' }));
    await waitFor(() =>
      expect(bridge.requestsTo('dnc:report')).toMatchObject([{ phone_number: '+13125550142', source: 'consumer' }]),
    );
    expect(await screen.findByText('(312) 555-0142 is not called any more')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Do not call this number/ })).toBeNull();
  });

  it('is offered the account on which the number stands', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { calls: [stranger] });
    bridge.answer('accounts:list', () => ({ rows: fakeRows(1), page: 1, page_size: 3, total: 1 }));
    const [row] = fakeRows(1);
    await user.click(await screen.findByRole('button', { name: `Open ${row?.consumer_name}, ${row?.reference}` }));
    expect(await screen.findByRole('heading', { name: head.consumer_name })).toBeTruthy();
  });

  it('is none whose number does not show, nor a colleague, nor who is called from an account', async () => {
    for (const change of [{ remoteNumber: '' }, { kind: 'colleague' as const }, { accountId: head.account_id }]) {
      const view = renderWindow(<CockpitPage />, { calls: [{ ...stranger, ...change }] });
      await screen.findAllByRole('option');
      expect(screen.queryByText(/No account is known/)).toBeNull();
      view.unmount();
    }
  });
});
