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
