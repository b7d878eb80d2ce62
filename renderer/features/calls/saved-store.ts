/** What became of saved wrap-ups: on this disk, on the server, or parked. Fed by the save's reply and by main's event. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import { announce } from '../../platform/announcer.ts';
import { listen } from '../../platform/bridge.ts';

const rank: Readonly<Record<SavedItem['state'], number>> = { 'saved-here': 0, parked: 1, synced: 2 };
export const useSavedStore = create<{ last: SavedItem | null }>(() => ({ last: null }));
const earlyNews = new Map<string, SavedItem>();

/** What the last person saved is nothing to the next. */
export const forgetSaved = (): void => useSavedStore.setState({ last: null });

export const savedWords: Readonly<Record<SavedItem['state'], string>> = {
  'saved-here': 'Saved here',
  synced: 'Synced',
  parked: 'Needs attention',
};

/** Remembers the wrap-up just saved and says so. */
export function rememberSaved(item: SavedItem): void {
  const early = earlyNews.get(item.id);
  const newest = early && rank[early.state] > rank[item.state] ? early : item;
  useSavedStore.setState({ last: newest });
  announce(savedWords[newest.state]);
}

/** Takes news about a saved item; only the last wrap-up is shown, and news older than what is known changes nothing. */
export function acceptNews(item: SavedItem): void {
  const { last } = useSavedStore.getState();
  if (last?.id !== item.id) {
    // May be the wrap-up being saved at this moment, whose reply comes after the event.
    const oldest = earlyNews.size >= 20 ? earlyNews.keys().next().value : undefined;
    if (oldest !== undefined) earlyNews.delete(oldest);
    earlyNews.set(item.id, item);
    return;
  }
  if (rank[item.state] <= rank[last.state]) return;
  useSavedStore.setState({ last: item });
  announce(savedWords[item.state]);
}

/** Listens for main's news while the window lives. */
export function useSavedNews(): void {
  useEffect(() => listen('outbox:item-changed', acceptNews), []);
}
