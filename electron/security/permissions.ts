import type { Session, WebContents } from 'electron';
import type { WindowKind } from '../../shared/ipc/define-channel.ts';
import { guardHidDevices } from './hid.ts';
import { isAppUrl } from './sender.ts';

/** What a page may ask of Chromium, by window kind. Everything else is refused. */
const granted: Readonly<Record<WindowKind, ReadonlySet<string>>> = {
  agent: new Set(['clipboard-sanitized-write']),
  supervisor: new Set(['clipboard-sanitized-write']),
  toast: new Set(),
  /** The PBX may stand in the local network or, in practice, on this computer. Which HID devices: security/hid.ts. */
  phone: new Set(['media', 'speaker-selection', 'hid', 'local-network-access', 'local-network', 'loopback-network']),
};

/** The decision: our page, our window, the permission its kind holds; of media the microphone only, never a camera. */
export function mayHave(
  kind: WindowKind | null,
  url: string,
  permission: string,
  mediaTypes: readonly string[],
): boolean {
  if (kind === null || !isAppUrl(url) || !granted[kind].has(permission)) return false;
  return permission !== 'media' || mediaTypes.every((type) => type === 'audio');
}

/** Installs the refusing handlers on a session, for permissions and devices. */
export function guardPermissions(session: Session, kindOf: (webContentsId: number) => WindowKind | null): void {
  session.setPermissionRequestHandler((webContents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(mayHave(kindOf(webContents.id), webContents.getURL(), permission, mediaTypes));
  });
  session.setPermissionCheckHandler((webContents: WebContents | null, permission, requestingOrigin, details) => {
    if (webContents === null) return false;
    const mediaTypes = details.mediaType === undefined || details.mediaType === 'unknown' ? [] : [details.mediaType];
    const origin = requestingOrigin.endsWith('/') ? requestingOrigin : `${requestingOrigin}/`;
    return mayHave(kindOf(webContents.id), origin, permission, mediaTypes);
  });
  guardHidDevices(session);
}
