import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../../shared/contracts/core/problem.ts';
import { failed } from '../../../../shared/contracts/core/result.ts';
import { hasPermission, type Role } from '../../../../shared/domain/access/permissions.ts';
import type { Scenario } from '../../../testing/fake-bridge.ts';
import { fakeOnboarding } from '../../../testing/fake-onboarding.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { progressOf, readStates } from './setup.model.ts';
import { SetupTab } from './SetupTab.tsx';

const show = (role: Role, scenario: Scenario = {}) =>
  renderWindow(<SetupTab may={(permission) => hasPermission(role, permission)} />, { ...scenario, role });

describe('the setup tab', () => {
  it('says that nobody can dial, opens the first step that is open, and saves it', async () => {
    const { user, bridge } = show('compliance', { setup: 'empty' });
    await screen.findByText('Nobody can dial yet.');
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('Mailing address'), '1 Main St, Albany NY');
    await user.type(screen.getByLabelText('States in which agents sit'), 'ny zz');
    expect(save).toHaveProperty('disabled', true);
    await user.clear(screen.getByLabelText('States in which agents sit'));
    await user.type(screen.getByLabelText('States in which agents sit'), 'ny, nj');
    bridge.answer('onboarding:save-step', () => fakeOnboarding('half'));
    await user.click(save);
    await waitFor(() =>
      expect(bridge.requestsTo('onboarding:save-step')).toEqual([
        {
          step: 'identity',
          legal_name: 'Harbor Point Recovery',
          caller_name: 'Harbor Point',
          collector_type: 'third-party',
          mailing_address: '1 Main St, Albany NY',
          agent_states: ['NY', 'NJ'],
        },
      ]),
    );
    expect(await screen.findByText('3 of 6 done')).toBeTruthy();
  });

  it('adds a license, takes one back with a reason, and confirms the list', async () => {
    const { user, bridge } = show('compliance');
    await user.click(await screen.findByRole('button', { name: /^State licenses/ }));
    await user.type(screen.getByLabelText('State'), 'nj');
    await user.type(screen.getByLabelText('From'), '2026-01-01');
    await user.type(screen.getByLabelText('License number'), 'NJ-7');
    await user.click(screen.getByRole('button', { name: 'Add the state' }));
    await waitFor(() =>
      expect(bridge.requestsTo('onboarding:add-license')).toEqual([
        { kind: 'license', state: 'NJ', valid_from: '2026-01-01', license_number: 'NJ-7', valid_until: null },
      ]),
    );
    await user.click(screen.getByRole('button', { name: 'Take back the license of CA' }));
    await user.type(await screen.findByLabelText('Why'), 'Surrendered it');
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(bridge.requestsTo('onboarding:withdraw-license')).toMatchObject([{ reason: 'Surrendered it' }]),
    );
    await user.click(screen.getByRole('button', { name: 'Confirm this list' }));
    await waitFor(() => expect(bridge.requestsTo('onboarding:save-step')).toEqual([{ step: 'licenses' }]));
  });

  it('says which field the server refused', async () => {
    const { user, bridge } = show('compliance');
    await user.click(await screen.findByRole('button', { name: /^Caller ids/ }));
    bridge.answer('onboarding:save-step', () =>
      failed(
        createProblem('request/invalid', { issues: [{ path: 'body.phone_numbers.0', message: 'Not one of yours' }] }),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Confirm the numbers' }));
    expect(await screen.findByText('Not one of yours.')).toBeTruthy();
  });

  it('keeps a retention that is too short from being confirmed', async () => {
    const { user } = show('compliance');
    await user.click(await screen.findByRole('button', { name: /^Retention/ }));
    const field = screen.getByLabelText('Recordings, months after the call');
    await user.clear(field);
    await user.type(field, '35');
    expect(screen.getByText('At least 36 months')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Confirm the periods' })).toHaveProperty('disabled', true);
  });

  it('lets an auditor look and change nothing', async () => {
    const { user } = show('auditor');
    for (const step of ['Who calls', 'State licenses', 'Rule packs', 'Caller ids', 'Words of the call', 'Retention']) {
      await user.click(await screen.findByRole('button', { name: new RegExp(`^${step}`) }));
      expect(screen.queryByRole('button', { name: /^(Save|Confirm|Add|Take back)/ })).toBeNull();
    }
  });
});

describe('progress', () => {
  it('says what is open and what that means for the phones', () => {
    expect(progressOf(fakeOnboarding('complete')).tone).toBe('good');
    expect(progressOf(fakeOnboarding('half')).text).toBe('3 of 6 steps are open. Incoming calls and 911 work.');
    expect(progressOf(fakeOnboarding('taken-over')).text).toBe('6 of 6 steps are open. Calls go out meanwhile.');
  });
  it('reads states as they are typed', () => {
    expect(readStates(' ny; NJ,ny ')).toEqual(['NY', 'NJ']);
    expect([readStates(''), readStates('NY, XX'), readStates('New York')]).toEqual([null, null, null]);
  });
});
