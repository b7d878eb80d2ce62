/** Pages of Chromium: one attachment for the whole browser. Pages of our own windows stay, what pages open does not. */
import type { CdpSession, Connection } from '../chromium/connection.ts';
import { chromiumReady } from '../host-state.ts';
import { contentsByTarget } from './registry.ts';

let attaching: Promise<Connection> | undefined;
const awaited = new Map<string, (session: CdpSession) => void>();
const early = new Map<string, CdpSession>();
const opening = new Set<Promise<unknown>>();

export function browser(): Promise<Connection> {
  attaching ??= attachToBrowser();
  return attaching;
}

async function attachToBrowser(): Promise<Connection> {
  const { connection } = await chromiumReady;
  const { root } = connection;
  root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    void attached(connection, connection.session(sessionId), targetInfo.targetId);
  });
  root.on('Target.targetDestroyed', ({ targetId }) => contentsByTarget(targetId)?._vanished());
  root.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
    contentsByTarget(targetId)?._crashed(status, errorCode);
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
  await root.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
  return connection;
}

async function attached(connection: Connection, session: CdpSession, targetId: string): Promise<void> {
  const waiter = awaited.get(targetId);
  if (waiter) {
    awaited.delete(targetId);
    waiter(session);
    return;
  }
  // A page of our own is called for by `openPage`; nobody calls for one that a page opened.
  early.set(targetId, session);
  await Promise.allSettled(opening);
  if (early.delete(targetId)) await turnAway(connection, session, targetId);
}

/**
 * Closes a window that a page opened, which Electron would not have made: there the app is asked first, and here it
 * opens the window itself if it allows one (`BrowserWindow._pageAsksForWindow`). The page stands still inside
 * `window.open` until its window is told to run, and a window that was closed before that can no longer be told: the
 * page would stand still for ever. The window has no network meanwhile: requests that are only kept back
 * (`Fetch.enable`) are let go when it closes.
 */
async function turnAway({ root }: Connection, session: CdpSession, targetId: string): Promise<void> {
  const nothing = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  session.tell('Network.emulateNetworkConditions', nothing);
  await session.send('Runtime.runIfWaitingForDebugger', {}).catch(() => undefined); // the window is gone already
  root.tell('Target.closeTarget', { targetId });
}

export type WindowPlace = { width: number; height: number };

/** Opens an empty page and waits until it can be spoken to; it stands still until it is told to run. */
export async function openPage(place: WindowPlace): Promise<{ targetId: string; session: CdpSession }> {
  const page = createPage(await browser(), place);
  opening.add(page);
  try {
    return await page;
  } finally {
    opening.delete(page);
  }
}

async function createPage(
  { root }: Connection,
  { width, height }: WindowPlace,
): Promise<{ targetId: string; session: CdpSession }> {
  const { targetId } = await root.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height });
  const session = early.get(targetId) ?? (await new Promise<CdpSession>((resolve) => awaited.set(targetId, resolve)));
  early.delete(targetId);
  return { targetId, session };
}
