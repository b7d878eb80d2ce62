/** Which small dialog of the call bar is open: one at a time, opened by key, button, palette or hotkey. */
import { create } from 'zustand';

export type CallPanel = 'keypad' | 'transfer' | 'message' | 'quality' | 'recording';
export const useCallPanels = create<{ open: CallPanel | null }>(() => ({ open: null }));

export const openCallPanel = (panel: CallPanel | null): void => useCallPanels.setState({ open: panel });

/** What a popover needs: whether it is open, how that changes, and what a key does. */
export function useCallPanel(panel: CallPanel) {
  const isOpen = useCallPanels((state) => state.open === panel);
  return {
    isOpen,
    change: (next: boolean): void => openCallPanel(next ? panel : null),
    toggle: (): void => openCallPanel(isOpen ? null : panel),
  };
}
