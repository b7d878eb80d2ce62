import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ChannelName } from '../../../../shared/ipc/ipc-map.ts';
import { renderWindow } from '../../../testing/render.tsx';
import type { DeskSearch } from '../desk-search.ts';
import { DecisionsTab } from '../decisions/DecisionsTab.tsx';
import { ViolationsTab } from '../violations/ViolationsTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';

function show(given: DeskSearch = {}, scenario: Parameters<typeof renderWindow>[1] = {}) {
  const onOpen = vi.fn<(tab: string, search: DeskSearch) => void>();
  return { ...renderWindow(<OverviewTab given={given} onOpen={onOpen} />, scenario), onOpen };
}
const span = { from: expect.stringMatching(/^2026-/) as string, to: expect.stringMatching(/^2026-/) as string };
const zone = 'America/New_York';

/** The desk keeps the span in its address. */
function Desk() {
  const [days, setDays] = useState(30);
  return <OverviewTab given={{ days }} onOpen={(_tab, search) => setDays(search.days ?? 30)} />;
}

describe('the overview', () => {
  it('shows thirty days unless told otherwise, each number with its change in words', async () => {
    const { bridge } = show();
    expect(await screen.findByRole('link', { name: '126 refused' })).toBeTruthy();
    expect(screen.getByText('18 more than in the 30 days before (108)')).toBeTruthy();
    expect(bridge.requestsTo('compliance:get-overview')).toEqual([{ days: 30 }]);
  });

  it('counts again when calls were decided, once for many of them', async () => {
    const { bridge } = show();
    await screen.findByRole('link', { name: '126 refused' });
    vi.useFakeTimers();
    try {
      for (let count = 0; count < 20; count += 1) act(() => bridge.emit('live:event', { type: 'decisions-changed' }));
      act(() => bridge.emit('live:event', { type: 'queue-changed' }));
      await act(() => vi.advanceTimersByTimeAsync(4999));
      expect(bridge.requestsTo('compliance:get-overview')).toHaveLength(1);
      await act(() => vi.advanceTimersByTimeAsync(20_000));
      expect(bridge.requestsTo('compliance:get-overview')).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks for the span that the address names, and changes the address for another', async () => {
    const { bridge, user, onOpen } = show({ days: 7 });
    await user.click(await screen.findByRole('radio', { name: '90 days' }));
    expect(bridge.requestsTo('compliance:get-overview')).toEqual([{ days: 7 }]);
    expect(onOpen).toHaveBeenCalledWith('overview', { days: 90 });
  });

  it('shows no numbers of one span under the name of another, and lets another be chosen meanwhile', async () => {
    const silent: ChannelName[] = [];
    const { user } = renderWindow(<Desk />, { silent });
    expect(await screen.findByRole('link', { name: '126 refused' })).toBeTruthy();
    silent.push('compliance:get-overview');
    await user.click(screen.getByRole('radio', { name: '90 days' }));
    expect(screen.queryByRole('link', { name: '126 refused' })).toBeNull();
    expect(screen.queryByText(/Compared with/)).toBeNull();
    expect(screen.getByLabelText('Loading the overview')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: '30 days' }));
    expect(await screen.findByRole('link', { name: '126 refused' })).toBeTruthy();
  });

  it('leads from each number to what it counts, by keyboard as well', async () => {
    const { user, onOpen } = show();
    (await screen.findByRole('link', { name: '54 near misses' })).focus();
    await user.keyboard('{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith('decisions', { outcome: 'near-miss', zone, ...span });
    await user.click(screen.getByRole('link', { name: '18 disclosures missed' }));
    expect(onOpen).toHaveBeenLastCalledWith('violations', { kind: 'disclosure-missed', zone, ...span });
    await user.click(screen.getByRole('link', { name: /refused, F-1$/ }));
    expect(onOpen).toHaveBeenLastCalledWith('decisions', { outcome: 'refused', rule: 'F-1', zone, ...span });
    await user.click(screen.getByRole('link', { name: /in shadow, Jordan Avery$/ }));
    expect(onOpen).toHaveBeenLastCalledWith(
      'decisions',
      expect.objectContaining({ outcome: 'shadow', agent: expect.any(String) }),
    );
  });

  it('leads from a bar to its day, and draws another count when told', async () => {
    const { user, onOpen } = show();
    const bars = await screen.findByRole('list', { name: 'Refused day by day' });
    expect(within(bars).getAllByRole('listitem')).toHaveLength(30);
    await user.click(within(bars).getAllByRole('link')[0] ?? document.body);
    const [tab, search] = onOpen.mock.lastCall ?? ['', {}];
    expect([tab, search.outcome, search.from === search.to]).toEqual(['decisions', 'refused', true]);
    await user.click(screen.getByRole('radio', { name: 'Near misses' }));
    expect(screen.getByRole('list', { name: 'Near misses day by day' })).toBeTruthy();
  });

  it('leads from weeks that end with today where days are too narrow to be aimed at', async () => {
    const { user, onOpen } = show({ days: 90 });
    const weeks = within(await screen.findByRole('list', { name: 'Refused day by day' })).getAllByRole('link');
    expect(weeks).toHaveLength(13);
    await user.click(weeks.at(-1) ?? document.body);
    const [, { from = '', to = '' }] = onOpen.mock.lastCall ?? ['', {}];
    expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(6);
  });

  it('says so when nothing was decided, when the server is away, and to whom it is no part of the role', async () => {
    const { unmount } = show({}, { hasNoDecisions: true });
    expect(await screen.findByText('Nothing was decided in this span')).toBeTruthy();
    unmount();
    const offline = show({}, { failing: { 'compliance:get-overview': 'network/offline' } });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    offline.unmount();
    show({}, { failing: { 'compliance:get-overview': 'permission/denied' } });
    expect(await screen.findByText('This is not part of your role')).toBeTruthy();
  });
});

describe('a tab that a link opened', () => {
  it('of decisions looks for what was counted, on days of the organization', async () => {
    const given = { outcome: 'refused', rule: 'F-1', from: '2026-11-01', to: '2026-11-01', zone } as const;
    const { bridge } = renderWindow(<DecisionsTab given={given} />);
    await waitFor(() =>
      expect(bridge.requestsTo('compliance:list-decisions')).toEqual([
        { outcome: 'refused', rule_id: 'F-1', from: '2026-11-01T04:00:00.000Z', to: '2026-11-02T05:00:00.000Z' },
      ]),
    );
    expect(await screen.findByText('Days of New York time.')).toBeTruthy();
  });

  it('of violations does the same, exports exactly that, and lets go of it', async () => {
    const given = { kind: 'disclosure-missed', rule: 'F-13', from: '2026-11-01', to: '2026-11-07', zone } as const;
    const { bridge, user } = renderWindow(<ViolationsTab given={given} />);
    const query = {
      kind: 'disclosure-missed',
      rule_id: 'F-13',
      from: '2026-11-01T04:00:00.000Z',
      to: '2026-11-08T05:00:00.000Z',
    };
    await waitFor(() => expect(bridge.requestsTo('compliance:list-violations')).toEqual([query]));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    expect(await screen.findByText('Saved as violations-2026-11-26.csv.')).toBeTruthy();
    expect(bridge.requestsTo('compliance:export-violations')).toEqual([query]);
    await user.click(screen.getByRole('button', { name: 'Search everything again' }));
    await waitFor(() => expect(bridge.requestsTo('compliance:list-violations').at(-1)).toEqual({}));
  });

  it('says why an export failed', async () => {
    const { user } = renderWindow(<ViolationsTab />, {
      failing: { 'compliance:export-violations': 'local/save-failed' },
    });
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
