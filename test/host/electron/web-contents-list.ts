import { contentsByTarget, focusedWindow, openContents } from './registry.ts';
import { strict } from './strict.ts';
import type { WebContents } from './web-contents.ts';

export const webContents = strict('webContents', {
  getAllWebContents: (): WebContents[] => [...openContents],
  getFocusedWebContents: (): WebContents | null => focusedWindow()?.webContents ?? null,
  fromId: (id: number): WebContents | undefined => openContents.find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined => contentsByTarget(targetId),
});
