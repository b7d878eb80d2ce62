import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../../../testing/render.tsx';
import { DisputesTab } from './DisputesTab.tsx';

const all = () => true;
const first = () => screen.findByRole('button', { name: /Overdue since/ });

describe('the disputes', () => {
  it('stand with what is due first, and show the first whole', async () => {
    renderWindow(<DisputesTab may={all} />);
    await first();
    const list = screen.getByRole('group', { name: 'Disputes' });
    expect(within(list).getAllByRole('button')).toHaveLength(5);
    expect(await screen.findByText('Nobody collects what is disputed.')).toBeTruthy();
    expect(screen.getByText(/Verification of your debt/)).toBeTruthy();
  });

  it('say whether they came in the validation period, and from which notice that was counted', async () => {
    const { user } = renderWindow(<DisputesTab may={all} />);
    expect((await first()).textContent).toContain('in the validation period');
    expect(screen.getByRole('button', { name: /first creditor/ }).textContent).toContain('after the validation period');
    expect(await screen.findByText('Received within it: notice of Oct 5, 2026, last day Nov 12, 2026')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /first creditor/ }));
    expect(await screen.findByText('After the validation period: the law does not stop collection.')).toBeTruthy();
    expect(screen.getByText('Received after it: notice of Oct 5, 2026, last day Nov 12, 2026')).toBeTruthy();
    const list = within(screen.getByRole('group', { name: 'Disputes' }));
    await user.click(list.getByRole('button', { name: /\$200\.00/ }));
    expect(await screen.findByText(/no notice stands, so it has not ended/)).toBeTruthy();
  });

  it('in New York City hold however they came, in the words of the gate', async () => {
    const { user } = renderWindow(<DisputesTab may={all} />);
    await first();
    await user.click(screen.getByRole('button', { name: /Spoken/ }));
    expect(await screen.findByText('New York City: nobody collects this debt.')).toBeTruthy();
    expect(screen.getByText(/verification must be sent first.*6 RCNY 5-77/)).toBeTruthy();
    expect(screen.queryByText(/the law does not stop collection/)).toBeNull();
  });

  it('are answered by what was sent, with its way and proof', async () => {
    const { user, bridge } = renderWindow(<DisputesTab may={all} />);
    await user.click(await screen.findByRole('button', { name: 'Answer was sent' }));
    await user.type(await screen.findByLabelText('Tracking or proof'), '9407 1000');
    await user.click(screen.getByRole('button', { name: 'It was sent' }));
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:step')).toMatchObject([
        { step: { step: 'send-answer', version: 1, way: 'mail', tracking: '9407 1000' } },
      ]),
    );
  });

  it('that repeat an answered one say that their notice is owed, until it was sent', async () => {
    const { user, bridge } = renderWindow(<DisputesTab may={all} />);
    await user.click(await screen.findByRole('button', { name: /Notice due/ }));
    await user.click(await screen.findByRole('button', { name: 'Notice was sent' }));
    await user.click(await screen.findByRole('button', { name: 'It was sent' }));
    await waitFor(() => expect(bridge.requestsTo('disputes:step')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Notice due/ })).toBeNull());
  });

  it('are released with a reason only', async () => {
    const { user, bridge } = renderWindow(<DisputesTab may={all} />);
    await user.click(await screen.findByRole('button', { name: 'Release' }));
    const dialog = await screen.findByRole('dialog');
    const release = within(dialog).getByRole('button', { name: 'Release' });
    expect(release).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByRole('textbox'), 'The creditor gave the debt up');
    await user.click(release);
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:step')).toMatchObject([
        { step: { step: 'release', reason: 'The creditor gave the debt up' } },
      ]),
    );
  });

  it('offer no step to whoever may only read', async () => {
    renderWindow(<DisputesTab may={(permission) => permission !== 'dispute.manage'} />);
    await first();
    await screen.findByText('Nobody collects what is disputed.');
    expect(screen.queryByRole('button', { name: 'Answer was sent' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save as PDF' })).toBeNull();
  });

  it('are saved as a letter', async () => {
    const { user, bridge } = renderWindow(<DisputesTab may={all} />);
    await user.click(await screen.findByRole('button', { name: 'Save as PDF' }));
    expect(await screen.findByRole('button', { name: /^Show letter-/ })).toBeTruthy();
    expect(bridge.requestsTo('disputes:save-letter')).toHaveLength(1);
  });

  it('say so when there are none', async () => {
    renderWindow(<DisputesTab may={all} />, { hasNoDisputes: true });
    expect(await screen.findByText('No dispute waits for an answer')).toBeTruthy();
  });
});
