import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { hasPermission, type Role } from '../../../../shared/domain/access/permissions.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { ScreeningTab } from './ScreeningTab.tsx';

const show = (role: Role) =>
  renderWindow(<ScreeningTab may={(permission) => hasPermission(role, permission)} />, { role });

describe('the tab of the screening lists', () => {
  it('takes an entry back with a reason and not without', async () => {
    const { user, bridge } = show('compliance');
    const [first] = await screen.findAllByRole('button', { name: /^Remove .* from the list$/ });
    if (!first) throw new Error('Nothing to remove');
    await user.click(first);
    const remove = await screen.findByRole('button', { name: 'Remove from the list' });
    expect(remove).toHaveProperty('disabled', true);
    await user.click(screen.getByLabelText('Why'));
    await user.paste('Somebody else of this name');
    await user.click(remove);
    await waitFor(() =>
      expect(bridge.requestsTo('screening:remove-litigator')).toMatchObject([{ reason: 'Somebody else of this name' }]),
    );
  });

  it('sends answers with the moment they were asked for, and not without', async () => {
    const { user, bridge } = show('compliance');
    await user.click(await screen.findByText('Reassigned'));
    await user.click(screen.getByRole('button', { name: 'Import a file' }));
    await user.click(await screen.findByRole('button', { name: 'Choose the file' }));
    const send = await screen.findByRole('button', { name: 'Import' });
    await screen.findByText(/^2026-11-full\.txt/);
    expect(send).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('When the database was asked'), '2026-01-06T09:00');
    await user.click(send);
    await waitFor(() =>
      expect(bridge.requestsTo('screening:import')).toMatchObject([
        { list: 'reassigned', query: { queried_at: new Date('2026-01-06T09:00').toISOString() } },
      ]),
    );
  });

  it('shows the files of the list that is chosen, older ones when asked', async () => {
    const { user, bridge } = show('compliance');
    await screen.findByRole('button', { name: 'Take back webrecon-2026-11.csv' });
    expect(screen.queryByRole('button', { name: 'Show older files' })).toBeNull();
    await user.click(screen.getByText('Reassigned'));
    await user.click(await screen.findByRole('button', { name: 'Show older files' }));
    expect(await screen.findByText(/Taken back: The wrong file/)).toBeTruthy();
    expect(screen.queryByText('webrecon-2026-11.csv')).toBeNull();
    expect(bridge.requestsTo('screening:list-imports').map(({ list, after }) => [list, after !== undefined])).toEqual([
      ['litigators', false],
      ['reassigned', false],
      ['reassigned', true],
    ]);
  });

  it('says where the list was saved until something else is looked for', async () => {
    const { user } = show('compliance');
    const save = async () => {
      await user.click(screen.getByRole('button', { name: 'Export' }));
      await screen.findByText(/^Saved as/);
    };
    await save();
    await user.type(screen.getByLabelText('Find a number or a name'), '2');
    expect(screen.queryByText(/^Saved as/)).toBeNull();
    await save();
    await user.click(screen.getByRole('combobox', { name: 'Which entries' }));
    await user.click(await screen.findByRole('option', { name: 'Removed' }));
    expect(screen.queryByText(/^Saved as/)).toBeNull();
  });

  it('offers an auditor to look and nothing else', async () => {
    show('auditor');
    await screen.findAllByText('Name and address');
    for (const name of [/^Remove/, /^Take/, /^Import/, /^Export/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});
