import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { hasPermission, type Role } from '../../../../shared/domain/access/permissions.ts';
import type { Scenario } from '../../../testing/fake-bridge.ts';
import { fakePurges } from '../../../testing/fake-retention.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { purgeState, whyNotRun } from './retention.model.ts';
import { RetentionTab } from './RetentionTab.tsx';

const show = (role: Role, scenario: Scenario = {}) =>
  renderWindow(<RetentionTab may={(permission) => hasPermission(role, permission)} />, { ...scenario, role });

describe('the retention tab', () => {
  it('shows what may go, what must stay and why, and the history', async () => {
    show('compliance');
    const table = await screen.findByRole('table');
    expect(within(table).getByText('3,412')).toBeTruthy();
    expect(within(table).getByText('48,210')).toBeTruthy();
    expect(within(table).getByText('Three years not over')).toBeTruthy();
    expect(screen.getByText(/Refused, calls: 2 records. A legal hold keeps it./)).toBeTruthy();
  });

  it('purges what a new dry run found, with a reason and not without', async () => {
    const { user, bridge } = show('compliance');
    await screen.findByRole('table');
    await user.click(screen.getByRole('button', { name: 'Dry run' }));
    await waitFor(() => expect(bridge.requestsTo('retention:plan-purge')).toHaveLength(1));
    await user.click(await screen.findByRole('button', { name: 'Purge 8,006 records' }));
    const dialog = await screen.findByRole('dialog');
    const act = within(dialog).getByRole('button', { name: 'Purge 8,006 records' });
    expect(act).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByLabelText(/Why, for whoever/), 'Yearly purge');
    await user.click(act);
    await waitFor(() => expect(bridge.requestsTo('retention:run-purge')).toMatchObject([{ reason: 'Yearly purge' }]));
    expect(await screen.findByText('This purge is running.')).toBeTruthy();
  });

  it('places a hold on the consumer of an account, and lifts one with a reason', async () => {
    const { user, bridge } = show('compliance');
    await screen.findByText(/Lopez v. Harbor Point, 3:26-cv-01044$/, { selector: 'b' });
    await user.click(screen.getByRole('button', { name: 'Place a hold' }));
    const dialog = await screen.findByRole('dialog');
    const place = within(dialog).getByRole('button', { name: 'Place the hold' });
    await user.type(within(dialog).getByLabelText('Matter'), 'Morgan v. Harbor Point');
    await user.type(within(dialog).getByLabelText(/Why, for whoever/), 'Counsel asked for it');
    expect(place).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByLabelText('Find the consumer'), 'ar');
    const found = await within(dialog).findByRole('list', { name: 'Found' });
    const [first] = await within(found).findAllByRole('button');
    if (!first) throw new Error('Nobody found');
    await user.click(first);
    await user.click(place);
    await waitFor(() =>
      expect(bridge.requestsTo('retention:place-hold')).toMatchObject([
        { scope: 'consumer', matter: 'Morgan v. Harbor Point', reason: 'Counsel asked for it' },
      ]),
    );
    const [asked] = bridge.requestsTo('accounts:get');
    expect(bridge.requestsTo('retention:place-hold')[0]?.subject_id).not.toBe(asked);
    await user.click(await screen.findByRole('button', { name: /^Lift the hold Lopez/ }));
    await user.type(await screen.findByLabelText('Why it is lifted'), 'The case is settled');
    await user.click(screen.getByRole('button', { name: 'Lift the hold' }));
    await waitFor(() =>
      expect(bridge.requestsTo('retention:lift-hold')).toMatchObject([{ reason: 'The case is settled' }]),
    );
  });

  it('offers an auditor to look and nothing else', async () => {
    show('auditor');
    await screen.findByRole('table');
    for (const name of [/^Lift/, /^Place/, /^Dry run/, /^Purge/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('says that nothing was held or purged yet', async () => {
    show('compliance', { hasNoHolds: true });
    expect(await screen.findByText('Nothing was ever purged')).toBeTruthy();
    expect(await screen.findByText('No legal hold was ever placed')).toBeTruthy();
  });
});

describe('a dry run', () => {
  const [fresh, done] = fakePurges();
  if (!fresh || !done) throw new Error('No purges');
  const plannedAt = Date.parse(fresh.planned.at);

  it('can be run for a day, once, and only when something may go', () => {
    expect(whyNotRun(fresh, plannedAt + 86_400_000)).toBeNull();
    expect(whyNotRun(fresh, plannedAt + 86_400_001)).toContain('over a day old');
    expect(whyNotRun(done, plannedAt)).toContain('has been run');
    expect(whyNotRun({ ...fresh, findings: { ...fresh.findings, may_go: [] } }, plannedAt)).toBe('Nothing may go.');
  });

  it('says how it stands', () => {
    expect(purgeState(fresh).words).toBe('Dry run');
    expect(purgeState(done)).toEqual({ words: '2,980 records purged, 2 refused', tone: 'warn' });
    expect(purgeState({ run: { ...fresh, ...done.run, ended_at: null } as never }).words).toBe('Running');
  });
});
