import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { hasPermission, type Role } from '../../../../shared/domain/access/permissions.ts';
import type { Scenario } from '../../../testing/fake-bridge.ts';
import { fakePurges } from '../../../testing/fake-retention.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { mayResume, purgeState, whyNotRun } from './retention.model.ts';
import { RetentionTab } from './RetentionTab.tsx';

const show = (role: Role, scenario: Scenario = {}) =>
  renderWindow(<RetentionTab may={(permission) => hasPermission(role, permission)} />, { ...scenario, role });

describe('the retention tab', () => {
  it('shows what may go, what must stay and why, and the history', async () => {
    show('compliance');
    const table = await screen.findByRole('table');
    expect(within(table).getByText('3,412')).toBeTruthy();
    expect(within(table).getByText('48,210')).toBeTruthy();
    expect(within(table).getByText('Period not over')).toBeTruthy();
    expect(screen.getByText(/Refused, calls: 2 records. A legal hold keeps it./)).toBeTruthy();
  });

  it('purges what a new dry run found, with a reason and not without', async () => {
    const { user, bridge } = show('compliance');
    await screen.findByRole('table');
    await user.click(screen.getByRole('button', { name: 'Dry run' }));
    await waitFor(() => expect(bridge.requestsTo('retention:plan-purge')).toHaveLength(1));
    expect(await screen.findByRole('region', { name: 'How far the dry run is' })).toBeTruthy();
    expect(screen.getByText('Counting…', { selector: 'output' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Dry run' })).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: /^Purge/ })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Purge 8,006 records' }));
    const dialog = await screen.findByRole('dialog');
    const act = within(dialog).getByRole('button', { name: 'Purge 8,006 records' });
    expect(act).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByLabelText(/Why, for whoever/), 'Yearly purge');
    await user.click(act);
    await waitFor(() => expect(bridge.requestsTo('retention:run-purge')).toMatchObject([{ reason: 'Yearly purge' }]));
    expect(await screen.findByText('Purging… 0 of 8,006 records done')).toBeTruthy();
  }, 15_000);

  it('finds a dry run that is being counted, whoever asked for it, and says how far it is', async () => {
    show('auditor', { purgeJob: 'counting' });
    expect(await screen.findByText('Counting… 3,000 of 8,046 records old enough looked at')).toBeTruthy();
    const bar = within(screen.getByRole('region', { name: 'How far the dry run is' })).getByRole('progressbar');
    expect(Math.round(Number(bar.getAttribute('aria-valuenow')))).toBe(37);
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('says plainly that a count stopped, and lets it be set going', async () => {
    const { user, bridge } = show('compliance', { purgeJob: 'count-stopped' });
    expect(await screen.findByText(/^It stopped on /)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Dry run' }));
    await waitFor(() => expect(bridge.requestsTo('retention:plan-purge')).toHaveLength(1));
  });

  it('says plainly that a purge stopped, and lets it go on', async () => {
    const { user, bridge } = show('compliance', { purgeJob: 'purge-stopped' });
    expect(await screen.findByText(/^It stopped on /)).toBeTruthy();
    expect(screen.getByText('1,204 of 8,006 records done')).toBeTruthy();
    expect(screen.getByText('Purge stopped')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Go on with the purge' }));
    await waitFor(() => expect(bridge.requestsTo('retention:resume-purge')).toHaveLength(1));
    expect(await screen.findByText('Purging… 1,204 of 8,006 records done')).toBeTruthy();
    expect(screen.queryByText(/^It stopped on /)).toBeNull();
  });

  it('lets a purge go on of which nobody has said for minutes that it stopped', async () => {
    show('compliance', { purgeJob: 'purge-silent' });
    expect(await screen.findByRole('button', { name: 'Go on with the purge' })).toBeTruthy();
    expect(screen.queryByText(/^It stopped on /)).toBeNull();
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
    show('auditor', { purgeJob: 'purge-stopped' });
    await screen.findByRole('table');
    for (const name of [/^Lift/, /^Place/, /^Dry run/, /^Purge/, /^Go on/])
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
    const nothing = { may_go: [], must_stay: [], never: [], is_cut: false };
    expect(whyNotRun({ ...fresh, findings: nothing }, plannedAt)).toBe('Nothing may go.');
    const count = { looked: 0, total: null, stopped_at: null };
    expect(whyNotRun({ ...fresh, count, findings: null }, plannedAt)).toBe('It is still counted.');
  });

  it('may be set going while it stands still, and never when it is over', () => {
    const { run } = done;
    if (!run) throw new Error('It was never run');
    const movedMs = Date.parse(run.moved_at);
    expect(mayResume(done, movedMs + 86_400_000)).toBe(false);
    expect(mayResume(fresh, movedMs + 86_400_000)).toBe(false);
    const open = { run: { ...run, ended_at: null } };
    expect(mayResume(open, movedMs + 120_000)).toBe(false);
    expect(mayResume(open, movedMs + 120_001)).toBe(true);
    expect(mayResume({ run: { ...open.run, stopped_at: run.at } }, movedMs)).toBe(true);
  });

  it('says how it stands', () => {
    expect(purgeState(fresh).words).toBe('Dry run');
    expect(purgeState(done)).toEqual({ words: '2,980 records purged, 2 refused', tone: 'warn' });
    const { run } = done;
    if (!run) throw new Error('It was never run');
    expect(purgeState({ ...done, run: { ...run, ended_at: null } }).words).toBe('Running');
    expect(purgeState({ ...done, run: { ...run, ended_at: null, stopped_at: run.at } }).words).toBe('Purge stopped');
    const count = { looked: 1, total: 2, stopped_at: null };
    expect(purgeState({ count, run: null }).words).toBe('Counting…');
    expect(purgeState({ count: { ...count, stopped_at: run.at }, run: null }).words).toBe('Count stopped');
  });
});
