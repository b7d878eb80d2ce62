import type { WindowKind } from '../../shared/ipc/define-channel.ts';
import { windowKinds } from '../../shared/ipc/define-channel.ts';

/** Every page of the app is served from here; nothing else may speak to main. */
export const appScheme = 'app';
export const appOrigin = 'app://deskline';

/** Address of a window's page. */
export const pageUrl = (kind: WindowKind): string => `${appOrigin}/${kind}.html`;

export const isAppUrl = (url: string): boolean => url.startsWith(`${appOrigin}/`);

/** The page an app address names, or null: `app://deskline/agent.html#/queue` is the agent's. */
export function pageKindOf(url: string): WindowKind | null {
  if (!isAppUrl(url)) return null;
  const page = new URL(url).pathname.slice(1);
  return windowKinds.find((kind) => page === `${kind}.html`) ?? null;
}

/** What main knows about the origin of a message. */
export type Sender = {
  frameUrl: string | null;
  /** False for a frame inside the page. */
  isMainFrame: boolean;
  /** The kind main made this window as; null when it made none with this id. */
  windowKind: WindowKind | null;
};

/** The window kind of a trusted sender; null refuses: foreign page, inner frame, unknown window, or a page that is not its window's own. */
export function trustedKindOf({ frameUrl, isMainFrame, windowKind }: Sender): WindowKind | null {
  if (frameUrl === null || !isMainFrame || windowKind === null) return null;
  return pageKindOf(frameUrl) === windowKind ? windowKind : null;
}
