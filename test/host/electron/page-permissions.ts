/** Carries the app's permission decisions into Chromium, so that its own code paths (prompts, labels) follow them. */
import { record } from '../host-state.ts';
import { browser } from './page-target.ts';
import { toInternalUrl } from './protocol.ts';
import type { Session } from './session.ts';
import type { WebContents } from './web-contents.ts';

/** Electron's permission and Chromium's name of it, for those that pages use without asking Electron first. */
const askedByChromium: Record<string, string> = {
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  'speaker-selection': 'speaker-selection',
  'local-network-access': 'local-network-access',
  'loopback-network': 'loopback-network',
  'local-network': 'local-network',
};

/** Which windows hold a permission of an origin: Chromium keeps one answer for all windows of an origin. */
const holders = new Map<string, Set<WebContents>>();

async function setPermission(contents: WebContents, url: string, name: string, isGranted: boolean): Promise<void> {
  const { origin } = new URL(toInternalUrl(url));
  const key = `${origin} ${name}`;
  const holding = holders.get(key) ?? new Set();
  holders.set(key, holding);
  if (isGranted) holding.add(contents);
  else holding.delete(contents);
  const setting = [...holding].some((holder) => !holder.isDestroyed()) ? 'granted' : 'denied';
  const { root } = await browser();
  // Older versions lack some of the names: nothing asks for those permissions there.
  await root.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined);
}

/** Before a page loads: what the app would answer if Chromium asked. */
export async function presetPermissions(session: Session, contents: WebContents, url: string): Promise<void> {
  if (new URL(toInternalUrl(url)).origin === 'null') return;
  const asked = Object.entries(askedByChromium).map(async ([permission, name]) => {
    const isGranted =
      session._check(contents, url, permission) && (await session._request(contents, url, permission, []));
    await setPermission(contents, url, name, isGranted);
  });
  await Promise.all([...asked, setPermission(contents, url, 'microphone', session._check(contents, url, 'media'))]);
}

/** A page asks for microphone, camera or screen; its side of the bridge refuses by itself when the answer is no. */
export async function askPermission(
  session: Session,
  contents: WebContents,
  permission: string,
  mediaTypes: string[],
): Promise<boolean> {
  const url = contents.getURL();
  const isGranted = await session._request(contents, url, permission, mediaTypes);
  const names = permission === 'media' ? [] : [permission];
  if (mediaTypes.includes('audio') && permission === 'media') names.push('microphone');
  if (mediaTypes.includes('video') && permission === 'media') names.push('camera');
  for (const name of names) await setPermission(contents, url, name, isGranted);
  record('permission', { permission, mediaTypes, isGranted });
  return isGranted;
}
