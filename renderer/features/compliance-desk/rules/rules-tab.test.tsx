import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { App } from '../../../app/App.tsx';
import { renderWindow } from '../../../testing/render.tsx';

const open = (role: 'compliance' | 'auditor') => {
  window.location.hash = '/compliance/rules';
  return renderWindow(<App home="supervisor" />, { role });
};

describe('the rules tab', () => {
  it('puts a pack in shadow with a reason, and never the federal floor', async () => {
    const { user, bridge } = open('compliance');
    await screen.findByText(/The federal floor is always enforced/);
    expect(screen.queryByRole('button', { name: 'Put in shadow' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /Massachusetts/ }));
    await user.click(screen.getByRole('button', { name: 'Put in shadow' }));
    const action = await screen.findByRole('button', { name: 'Put it in shadow' });
    await user.type(screen.getByLabelText(/Why, for whoever/), 'too short');
    expect(action).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText(/Why, for whoever/), ', now longer');
    bridge.answer('rule-packs:set-mode', ({ packId, mode = 'enforce', reason }) => ({
      pack_id: packId,
      mode,
      is_default: false,
      is_fixed: false,
      decided: { by: 'Jordan Avery', at: '2026-11-23T17:00:00.000Z', reason },
      signed_off: null,
    }));
    await user.click(action);
    await waitFor(() =>
      expect(bridge.requestsTo('rule-packs:set-mode')).toEqual([
        { packId: 'us-ma', mode: 'shadow', reason: 'too short, now longer' },
      ]),
    );
  });

  it('records who of counsel signed a pack off, of the federal floor as well', async () => {
    const { user, bridge } = open('compliance');
    await user.click(await screen.findByRole('button', { name: 'Sign off' }));
    const action = await screen.findByRole('button', { name: 'Record the sign-off' });
    await user.type(screen.getByLabelText(/Why, for whoever/), 'Read with the notes of the last audit');
    await user.type(screen.getByLabelText('Signed off by'), 'Robin Chase');
    expect(action).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('On'), '2026-11-20');
    bridge.answer('rule-packs:set-mode', ({ packId, signed_off: signedOff }) => ({
      pack_id: packId,
      mode: 'enforce',
      is_default: true,
      is_fixed: true,
      decided: null,
      signed_off: signedOff === undefined ? null : { ...signedOff, version: '2026-11-27' },
    }));
    await user.click(action);
    await waitFor(() =>
      expect(bridge.requestsTo('rule-packs:set-mode')).toEqual([
        {
          packId: 'us-federal',
          reason: 'Read with the notes of the last audit',
          signed_off: { by: 'Robin Chase', on: '2026-11-20' },
        },
      ]),
    );
  });

  it('shows an auditor who decided what, and lets nothing be changed', async () => {
    const { user } = open('auditor');
    await user.click(await screen.findByRole('button', { name: /West Virginia/ }));
    expect(screen.getByText(/by Jordan Avery on .*: Counsel asked for it/)).toBeTruthy();
    expect(screen.getByText(/was signed off by Robin Chase, Chase & Lee LLP on Nov 20/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Put in shadow|^Enforce$/ })).toBeNull();
  });
});
