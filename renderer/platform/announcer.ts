/** What screen readers are told: call state, saved, synced. One polite and one assertive region live in the shell. */
import { create } from 'zustand';

type Announcements = { polite: string; assertive: string };
export const useAnnouncements = create<Announcements>(() => ({ polite: '', assertive: '' }));

export function announce(text: string, urgency: keyof Announcements = 'polite'): void {
  useAnnouncements.setState({ [urgency]: text });
}
