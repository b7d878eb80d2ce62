import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../../../testing/render.tsx';
import { ViolationsTab } from './ViolationsTab.tsx';

describe('the violations', () => {
  it('stand by call, the first with the receipt of its call', async () => {
    const { bridge } = renderWindow(<ViolationsTab />);
    const list = await screen.findByRole('group', { name: 'Violations' });
    expect(within(list).getAllByRole('button')).toHaveLength(14);
    await waitFor(() => expect(bridge.requestsTo('compliance:get-decision')).toHaveLength(1));
  });

  it('are narrowed by what went wrong and by day', async () => {
    const { user, bridge } = renderWindow(<ViolationsTab />);
    await user.click(await screen.findByRole('combobox', { name: 'What' }));
    await user.click(await screen.findByRole('option', { name: 'Past the hours there' }));
    await waitFor(() =>
      expect(bridge.requestsTo('compliance:list-violations').at(-1)).toEqual({ kind: 'call-past-curfew' }),
    );
    const list = await screen.findByRole('group', { name: 'Violations' });
    await waitFor(() => expect(within(list).getAllByRole('button')).toHaveLength(3));
  });

  it('say where they were saved until something else is looked for', async () => {
    const { user } = renderWindow(<ViolationsTab />);
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    await screen.findByText(/^Saved as/);
    await user.type(screen.getByLabelText('From'), '2026-11-01');
    expect(screen.queryByText(/^Saved as/)).toBeNull();
  });

  it('say it plainly when a call has no decision', async () => {
    const { user } = renderWindow(<ViolationsTab />);
    await user.click((await screen.findAllByRole('button', { name: /^No decision is on file/ }))[0] ?? document.body);
    expect(await screen.findByText('This call has no decision.')).toBeTruthy();
  });

  it('say so when nothing went wrong', async () => {
    renderWindow(<ViolationsTab />, { hasNoViolations: true });
    expect(await screen.findByText('Nothing went wrong that is on record')).toBeTruthy();
  });
});
