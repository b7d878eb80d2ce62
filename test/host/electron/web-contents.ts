/**
 * `webContents`: one page of Chromium in a renderer process of its own, driven over the DevTools protocol. A renderer
 * that dies surfaces as `render-process-gone`; a reload brings the page back in a new one.
 */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as E from 'electron';
import type { CdpCommands, CdpEvents } from '../chromium/cdp-types.ts';
import type { CdpSession } from '../chromium/connection.ts';
import { config, currentChromium, record } from '../host-state.ts';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { IpcMain } from './ipc-main.ts';
import { type NativeImage, nativeImage } from './native-image.ts';
import { answerInvocation, type FromPage, type PageFrame } from './page-ipc.ts';
import { askPermission, presetPermissions } from './page-permissions.ts';
import { answerRequest } from './page-requests.ts';
import { bindingName, codec, pageScripts, permissionChannel, receiverName, worldName } from './page-scripts.ts';
import { openPage, type WindowPlace } from './page-target.ts';
import { printOptions } from './print-options.ts';
import { interceptionPatterns, toExternalUrl, toInternalUrl } from './protocol.ts';
import { nextId, openContents, remove } from './registry.ts';
import { type Session, session } from './session.ts';
import { guardClass, preventable } from './strict.ts';
import { emulatedMedia } from './theme-state.ts';

type OpenHandler = (details: E.HandlerDetails) => E.WindowOpenHandlerResponse;
const withoutHash = (url: string): string => url.replace(/#.*$/, '');
const metricsOf = ({ width, height }: WindowPlace) => ({ width, height, deviceScaleFactor: 1, mobile: false });
const consoleLevels: Record<string, string> = { warning: 'warning', error: 'error', debug: 'debug' };

export class WebContents extends EventEmitter {
  readonly id = nextId();
  readonly ipc = new IpcMain();
  readonly session: Session = session.defaultSession;
  _targetId = '';
  _owner: BrowserWindow | null = null;
  _openHandler: OpenHandler | null = null;
  readonly #preferences: E.WebPreferences;
  readonly #secret = randomBytes(12).toString('hex');
  readonly #cdp: Promise<CdpSession>;
  #url = '';
  /** As in Electron, the address on its way is the visible one already; permission handlers ask for it. */
  #comingUrl: string | null = null;
  #title = '';
  #frameId = '';
  #contextId: number | undefined;
  /** Messages to a page that has been committed and whose preload is about to run. */
  #undelivered: string[] = [];
  #scripts: string[] = [];
  /** Navigations the app itself began: no `will-navigate` for them. */
  #expected = new Set<string>();
  #isLoading = false;
  #hasShown = false;
  #isCrashed = false;
  #isDestroyed = false;

  constructor(preferences: E.WebPreferences, place: WindowPlace) {
    super();
    this.setMaxListeners(0);
    this.#preferences = preferences;
    openContents.push(this);
    this.ipc.handle(permissionChannel, (_event, permission, mediaTypes) =>
      askPermission(this.session, this, permission as string, mediaTypes as string[]),
    );
    this.#cdp = this.#attach(place);
    this.#cdp.catch((error: unknown) => {
      if (!app._isExiting) console.error('Electron stand-in: a window could not be opened:', error);
    });
  }

  async #attach(place: WindowPlace): Promise<CdpSession> {
    const { targetId, session: cdp } = await openPage(place);
    this._targetId = targetId;
    this.#listen(cdp);
    await Promise.all([
      cdp.send('Page.enable', {}),
      cdp.send('Runtime.enable', {}),
      cdp.send('Inspector.enable', {}),
      cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName }),
      config.isSizeExact ? cdp.send('Emulation.setDeviceMetricsOverride', metricsOf(place)) : undefined,
      cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
      cdp.send('Emulation.setEmulatedMedia', { features: emulatedMedia() }),
      cdp.send('Fetch.enable', { patterns: interceptionPatterns() }),
      cdp.send('Runtime.runIfWaitingForDebugger', {}),
    ]);
    this.#frameId = (await cdp.send('Page.getFrameTree', {})).frameTree.frame.id;
    return cdp;
  }

  /** Fire and forget, once the page is attached. */
  _tell<M extends keyof CdpCommands>(method: M, params: CdpCommands[M]['params']): void {
    this.#cdp.then(
      (cdp) => cdp.tell(method, params),
      () => undefined,
    );
  }

  /** Until the page can be spoken to. */
  async _attached(): Promise<void> {
    await this.#cdp;
  }

  #listen(cdp: CdpSession): void {
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.#frameId = frame.id;
      this.#isCrashed = false;
      this.#url = toExternalUrl(frame.url + (frame.urlFragment ?? ''));
      this.#comingUrl = null;
      this.emit('did-navigate', preventable({}), this.#url, 200, 'OK');
    });
    cdp.on('Page.navigatedWithinDocument', ({ url }) => {
      this.#url = toExternalUrl(url);
      this.emit('did-navigate-in-page', preventable({}), this.#url, true);
    });
    cdp.on('Page.frameStartedLoading', () => {
      this.#isLoading = true;
      this.emit('did-start-loading');
    });
    cdp.on('Page.frameStoppedLoading', () => {
      this.#isLoading = false;
      this.emit('did-stop-loading');
    });
    cdp.on('Page.domContentEventFired', () => this.emit('dom-ready', preventable({})));
    cdp.on('Page.loadEventFired', () => this.#loaded());
    cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.#asksForWindow(url, 'foreground-tab', windowName, windowFeatures);
    });
    // A click with Ctrl, Shift or the middle button.
    cdp.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'newTab') this.#asksForWindow(url, 'background-tab');
      if (disposition === 'newWindow') this.#asksForWindow(url, 'new-window');
    });
    cdp.on('Page.javascriptDialogOpening', ({ message }) => {
      record('javascriptDialog', message);
      cdp.tell('Page.handleJavaScriptDialog', { accept: false });
    });
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== worldName || context.auxData?.frameId !== this.#frameId) return;
      this.#contextId = context.id;
      for (const message of this.#undelivered.splice(0)) this.#deliver(message);
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#contextId) this.#contextId = undefined;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#contextId = undefined;
    });
    cdp.on('Runtime.consoleAPICalled', (call) => this.#consoleCalled(call));
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== bindingName || executionContextId !== this.#contextId) return;
      void this.#fromPage(JSON.parse(payload) as FromPage);
    });
    cdp.on('Fetch.requestPaused', (paused) => {
      this.#paused(cdp, paused).catch((error: unknown) => {
        console.error('Electron stand-in: a protocol handler failed:', error);
        cdp.tell('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' });
      });
    });
  }

  #asksForWindow(
    url: string,
    disposition: E.HandlerDetails['disposition'],
    frameName = '',
    features: readonly string[] = [],
  ): void {
    if (this.#isDestroyed) return;
    const referrer = { url: '', policy: 'default' } as const;
    const details = { url: toExternalUrl(url), frameName, features: features.join(','), disposition, referrer };
    this._owner
      ?._pageAsksForWindow(details)
      .catch((error: unknown) => console.error('Electron stand-in: a window could not be opened for a page:', error));
  }

  #loaded(): void {
    if (this.#url === '' || this.#url === 'about:blank') return;
    this.emit('did-finish-load');
    if (this.#hasShown) return;
    this.#hasShown = true;
    this._owner?.emit('ready-to-show');
  }

  #consoleCalled({ type, args, stackTrace }: CdpEvents['Runtime.consoleAPICalled']): void {
    const message = args
      .map((part) => part.description ?? (typeof part.value === 'string' ? part.value : JSON.stringify(part.value)))
      .join(' ');
    const [frame] = stackTrace?.callFrames ?? [];
    const details = {
      level: consoleLevels[type] ?? 'info',
      message,
      lineNumber: frame?.lineNumber ?? 0,
      sourceId: toExternalUrl(frame?.url ?? ''),
      frame: this.mainFrame,
    };
    this.emit('console-message', preventable(details));
  }

  async #paused(cdp: CdpSession, paused: CdpEvents['Fetch.requestPaused']): Promise<void> {
    const isMainDocument = paused.resourceType === 'Document' && paused.frameId === this.#frameId;
    const url = toExternalUrl(paused.request.url);
    if (isMainDocument && !this.#expected.delete(withoutHash(url)) && this.#isNavigationRefused(url)) {
      cdp.tell('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' });
      return;
    }
    await answerRequest(cdp, paused, { session: this.session, contentsId: this.id, isMainDocument });
  }

  #isNavigationRefused(url: string): boolean {
    const frame = this.mainFrame;
    const event = preventable({ url, isMainFrame: true, isSameDocument: false, frame, initiator: frame });
    this.emit('will-navigate', event, url);
    if (!event.defaultPrevented) this.emit('will-frame-navigate', event);
    return event.defaultPrevented;
  }

  async loadURL(url: string): Promise<void> {
    const cdp = await this.#cdp;
    this.#comingUrl = url;
    await presetPermissions(this.session, this, url);
    // A dead renderer answers nothing; Chromium gives its successor the scripts it had.
    if (!this.#isCrashed) await this.#installScripts(cdp);
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    this.once('did-finish-load', finish);
    const expected = [new URL(url).href, url].map(withoutHash);
    for (const address of expected) this.#expected.add(address);
    const { errorText, loaderId } = await cdp.send('Page.navigate', { url: toInternalUrl(url) });
    for (const address of expected) this.#expected.delete(address);
    if (errorText) {
      this.off('did-finish-load', finish);
      const code = errorText.replace('net::', '');
      this.emit('did-fail-load', preventable({}), -2, code, url, true);
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url });
    }
    if (loaderId) await finished;
  }
  loadFile(file: string, options: E.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(path.resolve(config.appPath, file));
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    if (options.hash) url.hash = options.hash;
    return this.loadURL(url.href);
  }
  reload(): void {
    if (this.#isCrashed) {
      this.loadURL(this.#url).catch(() => undefined); // told by did-fail-load
      return;
    }
    this.#expected.add(withoutHash(this.#url));
    this._tell('Page.reload', {});
  }
  reloadIgnoringCache(): void {
    this.reload();
  }

  async #installScripts(cdp: CdpSession): Promise<void> {
    for (const identifier of this.#scripts.splice(0)) {
      await cdp.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    }
    const registered = this.session._preloads.filter(({ type }) => type === 'frame').map(({ filePath }) => filePath);
    const own = this.#preferences.preload === undefined ? [] : [this.#preferences.preload];
    const extra = this.#preferences.additionalArguments ?? [];
    const { page, isolated } = pageScripts(this.#secret, [...registered, ...own], extra, (file, error) => {
      console.error(`Unable to load preload script: ${file}`);
      this.emit('preload-error', preventable({}), file, error);
    });
    for (const script of [{ source: page }, { source: isolated, worldName }]) {
      this.#scripts.push((await cdp.send('Page.addScriptToEvaluateOnNewDocument', script)).identifier);
    }
  }

  /** A page that has not loaded or has died hears nothing, as in Electron. */
  send(channel: string, ...parameters: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    const message = JSON.stringify({ t: 'event', channel, args: codec.encode(parameters) });
    if (this.#url !== '' && !this.#isCrashed) this.#deliver(message);
  }
  #deliver(json: string): void {
    if (this.#contextId === undefined) this.#undelivered.push(json);
    else this._tell('Runtime.evaluate', { contextId: this.#contextId, expression: `${receiverName}(${json})` });
  }
  async #fromPage(message: FromPage): Promise<void> {
    if (message.t === 'close') this.close();
    else if (message.t === 'title') this.#titleChanged(message.title);
    else if (message.t === 'preload-error') {
      this.emit('preload-error', preventable({}), message.file, new Error(message.error));
    } else {
      const contextId = this.#contextId;
      const reply = await answerInvocation(this, message);
      if (reply && this.#contextId === contextId) this.#deliver(reply); // the page that asked may be gone
    }
  }
  #titleChanged(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', preventable({}), title, true);
  }

  get mainFrame(): PageFrame {
    const url = this.#url;
    const { protocol = '', host = '' } = URL.canParse(url) ? new URL(url) : {};
    return { url, origin: `${protocol}//${host}`, parent: null, name: '', isDestroyed: () => this.#isDestroyed };
  }
  getURL(): string {
    return this.#comingUrl ?? this.#url;
  }
  getTitle(): string {
    return this.#title;
  }
  isLoading(): boolean {
    return this.#isLoading;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isCrashed(): boolean {
    return this.#isCrashed;
  }
  isFocused(): boolean {
    return this._owner?.isFocused() ?? false;
  }
  focus(): void {
    this._owner?.focus();
  }
  getUserAgent(): string {
    return this.session.getUserAgent();
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this._openHandler = handler;
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const evaluation = { expression: code, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await (await this.#cdp).send('Runtime.evaluate', evaluation);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  async capturePage(): Promise<NativeImage> {
    const { data } = await (await this.#cdp).send('Page.captureScreenshot', {});
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  }
  async printToPDF(options: E.PrintToPDFOptions = {}): Promise<Buffer> {
    const { data } = await (await this.#cdp).send('Page.printToPDF', printOptions(options));
    return Buffer.from(data, 'base64');
  }
  openDevTools(): void {
    record('openDevTools', this.id);
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    record('webRtcPolicy', policy);
  }
  setBackgroundThrottling(isAllowed: boolean): void {
    record('backgroundThrottling', { id: this.id, isAllowed });
  }
  forcefullyCrashRenderer(): void {
    this._tell('Page.crash', {});
  }
  close(): void {
    if (this._owner) this._owner.close();
    else this._destroy();
  }

  _resize(width: number, height: number): void {
    if (config.isSizeExact) this._tell('Emulation.setDeviceMetricsOverride', metricsOf({ width, height }));
  }
  _crashed(status: string, exitCode: number): void {
    if (this.#isCrashed || this.#isDestroyed) return;
    this.#isCrashed = true;
    this.#contextId = undefined;
    this.#undelivered = [];
    const details = { reason: status === 'killed' ? 'killed' : status === 'oom' ? 'oom' : 'crashed', exitCode };
    this.emit('render-process-gone', preventable({}), details);
    app.emit('render-process-gone', preventable({}), this, details);
  }
  _destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    remove(openContents, this);
    this.#cdp.then(
      () => currentChromium()?.connection.root.tell('Target.closeTarget', { targetId: this._targetId }),
      () => undefined,
    );
    this.emit('destroyed');
  }
  /** Chromium closed the page by itself. */
  _vanished(): void {
    if (!this._owner?.isDestroyed()) this._owner?.destroy();
  }
}

guardClass('webContents', WebContents);
