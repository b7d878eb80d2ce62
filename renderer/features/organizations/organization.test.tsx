import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { renderWindow } from '../../testing/render.tsx';
import { OrganizationPage } from './OrganizationPage.tsx';

const notice = 'Agents see when somebody listens in';

describe('the notice of supervision', () => {
  it('is told to everybody, and changed by a manager', async () => {
    const { user, unmount } = renderWindow(<OrganizationPage />, { role: 'supervisor' });
    await screen.findByText(notice);
    expect(screen.queryByRole('switch')).toBeNull();
    unmount();
    renderWindow(<OrganizationPage />, { role: 'manager' });
    const choice = await screen.findByRole('switch', { name: /^Agents see/ });
    expect(choice).toHaveProperty('checked', true);
    await user.click(choice);
    await waitFor(() => expect(choice).toHaveProperty('checked', false));
  });

  it('stays as it was when the server refuses', async () => {
    const { user, bridge } = renderWindow(<OrganizationPage />, { role: 'manager' });
    bridge.answer('organizations:set-supervision-notice', () => failed(createProblem('network/offline')));
    const choice = await screen.findByRole('switch', { name: /^Agents see/ });
    await user.click(choice);
    await screen.findByRole('alert');
    expect(choice).toHaveProperty('checked', true);
  });
});

describe('clearing calls ahead', () => {
  it('is off, told to everybody, and switched by compliance', async () => {
    const { user, unmount } = renderWindow(<OrganizationPage />, { role: 'agent' });
    await screen.findByText('No calls go out while the server is away');
    expect(screen.queryByRole('switch')).toBeNull();
    unmount();
    const { bridge } = renderWindow(<OrganizationPage />, { role: 'compliance' });
    const choice = await screen.findByRole('switch', { name: /^Clear the next calls/ });
    expect(choice).toHaveProperty('checked', false);
    bridge.answer('organizations:set-reserved-permits', () => failed(createProblem('network/offline')));
    await user.click(choice);
    await screen.findByRole('alert');
    expect(choice).toHaveProperty('checked', false);
  });

  it('holds once the server has it', async () => {
    const { user, bridge } = renderWindow(<OrganizationPage />, { role: 'compliance' });
    const choice = await screen.findByRole('switch', { name: /^Clear the next calls/ });
    await user.click(choice);
    await waitFor(() => expect(choice).toHaveProperty('checked', true));
    expect(bridge.requestsTo('organizations:set-reserved-permits')).toEqual([true]);
  });
});
