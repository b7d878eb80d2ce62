import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type * as E from 'electron';
import { config, record } from '../host-state.ts';
import { app } from './app.ts';
import { protocol } from './protocol.ts';
import { guardClass, preventable, strict } from './strict.ts';
import type { WebContents } from './web-contents.ts';

type RequestHandler = (
  contents: WebContents,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: WebContents | null, permission: string, origin: string, details: object) => boolean;
type HeadersListener = (
  details: object,
  callback: (answer: { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }) => void,
) => void;
type DeviceHandler = (details: E.DevicePermissionHandlerHandlerDetails) => boolean;
type PreloadRegistration = { id: string; filePath: string; type: 'frame' | 'service-worker' };

export class Session extends EventEmitter {
  _requestHandler: RequestHandler | null = null;
  _checkHandler: CheckHandler | null = null;
  _headersListener: HeadersListener | null = null;
  _deviceHandler: DeviceHandler | null = null;
  _preloads: PreloadRegistration[] = [];
  readonly protocol = protocol;
  /** Heard for responses of `protocol.handle` only. */
  readonly webRequest = strict('session.webRequest', {
    onHeadersReceived: (first: object | HeadersListener | null, second?: HeadersListener | null): void => {
      this._headersListener = typeof first === 'function' ? (first as HeadersListener) : (second ?? null);
    },
  });

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this._requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this._checkHandler = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this._deviceHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    record('displayMediaRequestHandler', handler);
  }
  setSpellCheckerEnabled(isEnabled: boolean): void {
    record('spellChecker', isEnabled);
  }
  registerPreloadScript(script: { id?: string; filePath: string; type: 'frame' | 'service-worker' }): string {
    const id = script.id ?? randomUUID();
    this._preloads.push({ ...script, id });
    return id;
  }
  getPreloadScripts(): PreloadRegistration[] {
    return [...this._preloads];
  }
  unregisterPreloadScript(id: string): void {
    this._preloads = this._preloads.filter((preload) => preload.id !== id);
  }
  getUserAgent(): string {
    return `${config.name}/${config.version} Electron/${process.versions['electron'] ?? ''}`;
  }

  /** What a status query would say without asking anybody (`permissions.query`, device labels). */
  _check(contents: WebContents, url: string, permission: string): boolean {
    if (!this._checkHandler) return true;
    const { origin, protocol: scheme, host } = new URL(url);
    const shown = origin === 'null' ? `${scheme}//${host}` : origin;
    return this._checkHandler(contents, permission, `${shown}/`, {
      isMainFrame: true,
      requestingUrl: url,
      securityOrigin: `${shown}/`,
    });
  }
  /**
   * What the app says about a HID device, for tests: Chromium without hardware offers none. `isAllowed`: to
   * `navigator.hid.getDevices()`; `isChosen`: in the chooser of `requestDevice()`.
   */
  _askAboutHid(contents: WebContents, device: E.HIDDevice): { isAllowed: boolean; isChosen: boolean } {
    const { origin, url } = contents.mainFrame;
    let chosen: string | null = null;
    const choose = (deviceId?: string | null): void => {
      chosen = deviceId ?? null;
    };
    this.emit('select-hid-device', preventable({}), { deviceList: [device], frame: { url } }, choose);
    const isPermitted = this._check(contents, url, 'hid');
    const isAllowed = isPermitted && (this._deviceHandler?.({ deviceType: 'hid', origin, device }) ?? false);
    return { isAllowed, isChosen: isPermitted && chosen === device.deviceId };
  }
  /** What the app answers a page that asks. No handler grants, as in Electron. */
  _request(contents: WebContents, url: string, permission: string, mediaTypes: string[]): Promise<boolean> {
    const handler = this._requestHandler;
    if (!handler) return Promise.resolve(true);
    return new Promise((resolve) => {
      const details = { isMainFrame: true, requestingUrl: url, securityOrigin: url, mediaTypes };
      handler(contents, permission, (isGranted) => resolve(isGranted), details);
    });
  }
}

guardClass('session', Session);

let defaultSession: Session | undefined;
export const session = strict('session', {
  get defaultSession(): Session {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready');
    if (!defaultSession) {
      const created = new Session();
      defaultSession = created;
      queueMicrotask(() => app.emit('session-created', created));
    }
    return defaultSession;
  },
});
