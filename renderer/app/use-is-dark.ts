import { useComputedColorScheme } from '@mantine/core';

/** Whether the window is dark now, whichever way that was decided. */
export const useIsDark = (): boolean => useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
