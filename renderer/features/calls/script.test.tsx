import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { fakeCall } from '../../testing/fake-data.ts';
import { fakeDecision, fakeObligations } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CockpitPage } from '../cockpit/index.ts';

const debtTitle = 'Say who you are and why you call';
const debtWords = /This is an attempt to collect a debt/;
const box = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
const inbound = fakeCall({ direction: 'inbound', accountId: null, remoteName: null, remoteNumber: '+13125550142' });

describe('the script of a call', () => {
  it('keeps back the words that tell of a debt until the right party has confirmed', async () => {
    const { user, bridge } = renderWindow(<CockpitPage />, { calls: [fakeCall()] });
    const debt = await box(debtTitle);
    expect(debt.disabled).toBe(true);
    expect(screen.getByText(/First make sure who it is/)).toBeTruthy();
    expect(screen.queryByText(debtWords)).toBeNull();
    await user.click(await box('Ask for the right person first'));
    expect(await screen.findByText(debtWords)).toBeTruthy();
    expect(debt.disabled).toBe(false);
    await user.click(debt);
    await waitFor(() =>
      expect(
        bridge
          .requestsTo('calls:save-draft')
          .at(-1)
          ?.disclosures?.map(({ code }) => code),
      ).toEqual(['right-party.confirm', 'mini-miranda.initial']),
    );
  });

  it('is ticked off by one key from line to line, also while notes are typed, and never a line that is locked', async () => {
    const recordingFirst = [...fakeObligations].reverse();
    const { user, bridge } = renderWindow(<CockpitPage />, {
      calls: [fakeCall()],
      callDecision: { ...fakeDecision('allow'), obligations: recordingFirst },
    });
    await box(debtTitle);
    await user.click(screen.getByLabelText('Notes'));
    for (let line = 0; line < 4; line += 1) await user.keyboard('{Control>}j{/Control}');
    await waitFor(() =>
      expect(
        bridge
          .requestsTo('calls:save-draft')
          .at(-1)
          ?.disclosures?.map(({ code }) => code),
      ).toEqual(['recording.announce', 'right-party.confirm', 'mini-miranda.initial']),
    );
    expect(screen.getByText('3 of 3 said')).toBeTruthy();
    expect(screen.getByLabelText('Notes')).toHaveProperty('value', '');
  });

  it('is that of the decision about the call, not that of the number in the field', async () => {
    const [first] = fakeObligations;
    renderWindow(<CockpitPage />, {
      calls: [inbound],
      callDecision: {
        ...fakeDecision('allow'),
        obligations: first ? [{ ...first, title: 'Whom it may concern' }] : [],
      },
    });
    expect(await screen.findByText('Whom it may concern')).toBeTruthy();
    expect(screen.queryByText(debtTitle)).toBeNull();
  });

  it('is the strictest there is for a call that came in while the server cannot be asked, until it can', async () => {
    const { bridge } = renderWindow(<CockpitPage />, { calls: [inbound], callDecision: null });
    expect(await box('Recording')).toBeTruthy();
    expect(await box('Consent to recording')).toBeTruthy();
    expect((await box('Mini-Miranda')).disabled).toBe(true);
    bridge.answer('calls:get-decision', () => ({ decision: fakeDecision('allow') }));
    expect(await screen.findByText(debtTitle, {}, { timeout: 4000 })).toBeTruthy();
    expect(screen.queryByText('Consent to recording')).toBeNull();
  });

  it('is that of no one else’s call: with a colleague nothing is to be said', async () => {
    const { bridge } = renderWindow(<CockpitPage />, { calls: [fakeCall()] });
    await box(debtTitle);
    bridge.answer('calls:get-decision', () => failed(createProblem('request/not-found')));
    act(() => bridge.showCalls([fakeCall({ kind: 'colleague', remoteNumber: 'sam', accountId: null })]));
    await waitFor(() => expect(screen.queryByText('Say this')).toBeNull());
  });
});
