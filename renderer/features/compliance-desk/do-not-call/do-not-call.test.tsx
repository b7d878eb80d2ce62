import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { hasPermission, type Role } from '../../../../shared/domain/access/permissions.ts';
import { renderWindow } from '../../../testing/render.tsx';
import type { Scenario } from '../../../testing/fake-bridge.ts';
import { freshnessOf, listOfValue, readImportForm } from './do-not-call.model.ts';
import { DoNotCallTab } from './DoNotCallTab.tsx';

const show = (role: Role, scenario: Scenario = {}) =>
  renderWindow(<DoNotCallTab may={(permission) => hasPermission(role, permission)} />, { ...scenario, role });
const empty = { kind: 'full', region: '', asOf: '', baseAsOf: '', san: '', reason: '', source: '' } as const;

describe('the do-not-call tab', () => {
  it('removes an entry with a reason and not without', async () => {
    const { user, bridge } = show('compliance');
    const [first] = await screen.findAllByRole('button', { name: /^Remove .* from the list$/ });
    if (!first) throw new Error('Nothing to remove');
    await user.click(first);
    const remove = await screen.findByRole('button', { name: 'Remove from the list' });
    expect(remove).toHaveProperty('disabled', true);
    await user.click(screen.getByLabelText('Why'));
    await user.paste('Entered by mistake');
    await user.click(remove);
    await waitFor(() => expect(bridge.requestsTo('dnc:remove')).toMatchObject([{ reason: 'Entered by mistake' }]));
  });

  it('bars a number through the day that was chosen, wherever the consumer may be', async () => {
    const { user, bridge } = show('compliance');
    await user.click(await screen.findByRole('button', { name: 'Add a number' }));
    await user.type(await screen.findByLabelText('Number'), '(212) 555-0100');
    await user.type(screen.getByLabelText('Why'), 'On a ship until then');
    fireEvent.change(screen.getByLabelText('Last day of it (empty: no end)'), { target: { value: '2027-01-31' } });
    await user.click(screen.getByRole('button', { name: 'Do not call' }));
    await waitFor(() =>
      expect(bridge.requestsTo('dnc:add')).toMatchObject([{ expires_at: '2027-02-01T11:00:00.000Z' }]),
    );
  });

  it('finds entries of our list by words of the reason and by who said so, and asks a registry for numbers only', async () => {
    const { user, bridge } = show('compliance');
    await user.type(await screen.findByLabelText('Find by number or reason'), 'employer');
    await user.type(screen.getByLabelText('Who said so', { selector: 'input' }), 'import');
    await waitFor(() =>
      expect(bridge.requestsTo('dnc:list').at(-1)).toMatchObject({ search: 'employer', source: 'import' }),
    );
    await waitFor(() => expect(screen.getAllByText('Number of her employer, asked to stop').length).toBeGreaterThan(0));
    expect(screen.queryByText('Child’s phone')).toBeNull();
    await user.click(screen.getByLabelText('List', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'National registry' }));
    await waitFor(() => expect(bridge.requestsTo('dnc:list').at(-1)).toMatchObject({ list: 'national' }));
    expect(bridge.requestsTo('dnc:list').at(-1)).not.toHaveProperty('source');
    expect(screen.queryByLabelText('Who said so', { selector: 'input' })).toBeNull();
    expect(screen.getByLabelText('Find a number by its beginning')).toBeTruthy();
  });

  it('says when nothing of our list is like what was looked for', async () => {
    const { user } = show('compliance');
    await user.type(await screen.findByLabelText('Who said so', { selector: 'input' }), 'nobody');
    expect(await screen.findByText('Nothing on this list is like that')).toBeTruthy();
  });

  it('offers an auditor to look and nothing else', async () => {
    show('auditor');
    await screen.findAllByText('Barred');
    for (const name of [/^Remove/, /^Add/, /^Import/, /^Export/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('asks again when a list changed elsewhere', async () => {
    const { bridge } = show('compliance');
    await screen.findAllByText('Barred');
    const before = bridge.requestsTo('dnc:list').length;
    act(() => bridge.emit('live:event', { type: 'dnc-changed', phone_number: null, is_listed: null, by_name: 'Sam' }));
    await waitFor(() => expect(bridge.requestsTo('dnc:list').length).toBeGreaterThan(before));
  });
});

describe('what the tab knows of lists', () => {
  it('names what is missing of a file, by list', () => {
    expect(readImportForm({ ...empty, list: 'internal' })).toMatchObject({ ok: true });
    expect(readImportForm({ ...empty, list: 'national' })).toMatchObject({
      missing: { san: expect.anything(), as_of: expect.anything() },
    });
    const change = { ...empty, list: 'state', kind: 'change', region: 'fl', asOf: '2026-11-02' } as const;
    expect(readImportForm(change)).toMatchObject({ missing: { base_as_of: expect.anything() } });
    expect(readImportForm({ ...change, baseAsOf: '2026-11-01' })).toMatchObject({ ok: true, query: { region: 'FL' } });
  });

  it.each([
    ['2026-10-26', 'stop', 31 + 1],
    ['2026-10-27', 'warn', 31],
    ['2026-11-27', 'good', 0],
  ] as const)('of %s is %s', (asOf, tone, days) => {
    const nowMs = Date.parse(asOf) + days * 86_400_000;
    expect(freshnessOf({ as_of: asOf }, nowMs).tone).toBe(tone);
  });

  it('reads a list back from the value of its choice', () => {
    expect(listOfValue('state:FL')).toEqual({ list: 'state', region: 'FL' });
    expect(listOfValue('national')).toEqual({ list: 'national', region: null });
    expect(listOfValue('anything')).toEqual({ list: 'internal', region: null });
  });
});
