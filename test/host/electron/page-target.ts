/** Pages of Chromium: one attachment for the whole browser, shared by our own windows and by what pages open. */
import type { CdpSession, Connection } from '../chromium/connection.ts';
import type { TargetInfo, WindowOpenRequest } from '../chromium/cdp-types.ts';
import { chromiumReady } from '../host-state.ts';
import { contentsByTarget } from './registry.ts';

let attaching: Promise<Connection> | undefined;
const awaited = new Map<string, (session: CdpSession) => void>();
const early = new Map<string, CdpSession>();
type PopupListener = (openerTargetId: string, request: Promise<WindowOpenRequest>) => void;
let onPopup: PopupListener = () => undefined;
const openRequests = new Map<string, WindowOpenRequest[]>();
const openWaiters = new Map<string, ((request: WindowOpenRequest) => void)[]>();

/** `listener` hears of each window that a page wanted to open; the window itself is closed at once. */
export const onWindowOpen = (listener: PopupListener): void => {
  onPopup = listener;
};

/** The page announces the address, Chromium announces the target; either may come first. */
export function announceWindowOpen(openerTargetId: string, request: WindowOpenRequest): void {
  const waiter = openWaiters.get(openerTargetId)?.shift();
  if (waiter) waiter(request);
  else openRequests.set(openerTargetId, [...(openRequests.get(openerTargetId) ?? []), request]);
}

function nextWindowOpen(openerTargetId: string): Promise<WindowOpenRequest> {
  const request = openRequests.get(openerTargetId)?.shift();
  if (request) return Promise.resolve(request);
  return new Promise((resolve) => {
    openWaiters.set(openerTargetId, [...(openWaiters.get(openerTargetId) ?? []), resolve]);
  });
}

export function browser(): Promise<Connection> {
  attaching ??= attachToBrowser();
  return attaching;
}

async function attachToBrowser(): Promise<Connection> {
  const { connection } = await chromiumReady;
  const { root } = connection;
  root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    attached(connection, connection.session(sessionId), targetInfo);
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

function attached(connection: Connection, session: CdpSession, target: TargetInfo): void {
  if (target.type === 'page' && target.openerId) {
    connection.root.tell('Target.closeTarget', { targetId: target.targetId });
    onPopup(target.openerId, nextWindowOpen(target.openerId));
    return;
  }
  const waiter = awaited.get(target.targetId);
  awaited.delete(target.targetId);
  if (waiter) waiter(session);
  else early.set(target.targetId, session);
}

export type WindowPlace = { width: number; height: number };

/** Opens an empty page and waits until it can be spoken to; it stands still until it is told to run. */
export async function openPage({ width, height }: WindowPlace): Promise<{ targetId: string; session: CdpSession }> {
  const connection = await browser();
  const { targetId } = await connection.root.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  });
  const session = early.get(targetId) ?? (await new Promise<CdpSession>((resolve) => awaited.set(targetId, resolve)));
  early.delete(targetId);
  return { targetId, session };
}
