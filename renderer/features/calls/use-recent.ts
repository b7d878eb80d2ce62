import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import { systemClock } from '../../../shared/domain/clock.ts';
import { request } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { isOver } from './call.model.ts';
import { openMissed } from './recent.model.ts';

const pageSize = 60;
const recentKey = 'recent-calls';

/** Until when missed calls have been looked at; the window's own, so that a new day shows what was missed again. */
const useSeen = create<{ untilMs: number }>(() => ({ untilMs: 0 }));
export const markMissedSeen = (): void => useSeen.setState({ untilMs: systemClock.now() });
export const forgetMissedSeen = (): void => useSeen.setState({ untilMs: 0 });

/** This computer's own history, newest first, with what was typed in names and digits. */
export const useRecent = (search: string) =>
  useInfiniteQuery({
    queryKey: [recentKey, 'list', search],
    queryFn: async ({ pageParam }) => request('calls:list-history', { search, limit: pageSize, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.startedAt),
  });

/** How many missed calls wait to be looked after. */
export function useMissedCount(): number {
  const seenAtMs = useSeen((state) => state.untilMs);
  const rows = useQuery({
    queryKey: [recentKey, 'missed'],
    queryFn: async () => request('calls:list-history', { search: '', limit: 100, before: null }),
  });
  return openMissed(rows.data ?? [], seenAtMs).length;
}

/** Reads the history again whenever a call has ended. */
export function useRecentNews(): void {
  const queries = useQueryClient();
  const calls = usePhone()?.calls ?? [];
  const news = [calls.length, ...calls.filter(isOver).map(({ callId }) => callId)].join(' ');
  const renew = useEffectEvent((_news: string) => {
    void queries.invalidateQueries({ queryKey: [recentKey] });
    void queries.invalidateQueries({ queryKey: ['last-dialled'] });
  });
  useEffect(() => renew(news), [news]);
}
