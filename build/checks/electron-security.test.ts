/**
 * Electron's security checklist, its 20 items in its order, against the sources of the desktop app and the packaging
 * configuration. Promise: X1. The fuses of a real package are read by build/packaging/package-contents.ts.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../electron/security/csp.ts';
import { guardNavigation } from '../../electron/security/navigation.ts';
import { guardPermissions, mayHave } from '../../electron/security/permissions.ts';
import { appOrigin, pageUrl, trustedKindOf } from '../../electron/security/sender.ts';
import { windowKinds } from '../../shared/ipc/define-channel.ts';
import { readBuilderConfig } from '../packaging/builder-config.ts';
import { wantedFuses } from '../packaging/wanted-fuses.ts';

const root = path.resolve(import.meta.dirname, '../..');
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

type Source = { file: string; text: string };
function sourcesOf(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((file) => /\.(?:ts|tsx|html)$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
    .map((file) => ({ file, text: withoutComments(readFileSync(path.join(root, file), 'utf8')) }));
}
const main = sourcesOf('electron');
const pages = sourcesOf('renderer');
const everything = [...main, ...pages];

/** Where a pattern occurs: `file: match`. */
function occurrences(pattern: RegExp, sources: Source[]): string[] {
  const everywhere = new RegExp(pattern.source, 'g');
  return sources.flatMap(({ file, text }) => (text.match(everywhere) ?? []).map((match) => `${file}: ${match}`));
}
const filesWith = (pattern: RegExp, sources: Source[]): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
/** The text of each `webPreferences: { … }`. */
const webPreferences = occurrences(/webPreferences: \{(?:[^{}]|\{[^{}]*\})*\}/, main);

class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}
/** A page under the app's navigation guard. */
function guardedContents(): FakeContents {
  const app = new EventEmitter();
  guardNavigation(app as unknown as App);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}
function isRefused(contents: FakeContents, event: string, url: string): boolean {
  let refused = false;
  contents.emit(event, { url, preventDefault: () => (refused = true) }, url);
  return refused;
}

describe("Electron's security checklist", () => {
  it('1. loads secure content only: every window loads a page of the app itself', () => {
    // A receipt to be printed is the one page that is no window's: whole in its address, without scripts.
    expect(occurrences(/\bloadURL\([^)(;]+/, main).toSorted()).toEqual([
      'electron/main/windows.ts: loadURL(pageUrl',
      'electron/os/print-pdf.ts: loadURL(dataUrl',
    ]);
    expect(webPreferences.filter((preferences) => !preferences.includes('preload:'))).toEqual([
      expect.stringContaining('javascript: false'),
    ]);
    expect(occurrences(/\bloadFile\(/, main)).toEqual([]);
    expect(windowKinds.map((kind) => pageUrl(kind).startsWith('app://deskline/'))).not.toContain(false);
    expect(occurrences(/(?:src|href)="https?:/, pages)).toEqual([]);
  });

  it('2. gives no page Node', () => {
    expect(webPreferences).not.toEqual([]);
    for (const preferences of webPreferences) expect(preferences).toContain('nodeIntegration: false');
    expect(occurrences(/nodeIntegration\w*: true/, main)).toEqual([]);
    expect(occurrences(/from '(?:node:|electron)/, pages)).toEqual([]);
  });

  it('3. isolates the context of every page', () => {
    for (const preferences of webPreferences) expect(preferences).toContain('contextIsolation: true');
    expect(occurrences(/contextIsolation: false/, main)).toEqual([]);
  });

  it('4. puts every process into the sandbox', () => {
    expect(filesWith(/\bapp\.enableSandbox\(\)/, main)).toEqual(['electron/main/start.ts']);
    for (const preferences of webPreferences) expect(preferences).toContain('sandbox: true');
    expect(occurrences(/sandbox: false|no-sandbox/, main)).toEqual([]);
  });

  it('5. answers permission requests itself: the microphone for the phone page, nothing for strangers', () => {
    expect(filesWith(/\bguardPermissions\(session\.defaultSession/, main)).toEqual(['electron/main/start.ts']);
    const handlers = new Map<string, unknown>();
    const keep = (name: string) => (handler: unknown) => handlers.set(name, handler);
    const session = {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      on: (event: string, handler: unknown) => keep(event)(handler),
    };
    guardPermissions(session as unknown as Parameters<typeof guardPermissions>[0], () => 'agent');
    expect([...handlers.keys()].toSorted()).toEqual(['check', 'device', 'request', 'select-hid-device']);
    expect(mayHave('phone', pageUrl('phone'), 'media', ['audio'])).toBe(true);
    expect(mayHave('phone', pageUrl('phone'), 'media', ['audio', 'video'])).toBe(false);
    expect(mayHave('phone', 'https://evil.example/', 'media', ['audio'])).toBe(false);
    expect(mayHave('agent', pageUrl('agent'), 'media', ['audio'])).toBe(false);
    expect(windowKinds.filter((kind) => mayHave(kind, pageUrl(kind), 'hid', []))).toEqual(['phone']);
    for (const permission of ['geolocation', 'display-capture', 'midi', 'fileSystem', 'openExternal']) {
      for (const kind of windowKinds) expect(mayHave(kind, pageUrl(kind), permission, [])).toBe(false);
    }
  });

  it('6. keeps web security on', () => {
    expect(occurrences(/webSecurity: false|disable-web-security/, everything)).toEqual([]);
  });

  it('7. gives every page a content security policy', () => {
    for (const kind of windowKinds) {
      const policy = contentSecurityPolicy(kind, 'nonce', ['wss://pbx.example:8089']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/(?:^|; )script-src 'self'(?:;|$)/);
      expect(policy).not.toMatch(/unsafe-|\*|\bhttps?:/);
      expect(policy.includes('wss://pbx.example:8089')).toBe(kind === 'phone');
    }
    expect(filesWith(/headers\.set\('content-security-policy'/, main)).toEqual(['electron/main/serve-app.ts']);
    expect(
      occurrences(
        /<script(?![^>]*\bsrc=)|\son\w+="/,
        pages.filter(({ file }) => file.endsWith('.html')),
      ),
    ).toEqual([]);
  });

  it('8. runs no insecure content', () => {
    expect(occurrences(/allowRunningInsecureContent|allow-running-insecure-content/, everything)).toEqual([]);
  });

  it('9. switches on no experimental features', () => {
    expect(occurrences(/experimentalFeatures/, main)).toEqual([]);
  });

  it('10. switches on no Blink features', () => {
    expect(occurrences(/enableBlinkFeatures|enable-blink-features/, main)).toEqual([]);
  });

  it('11. has no web view that may open windows', () => {
    expect(occurrences(/allowpopups|<webview/, everything)).toEqual([]);
  });

  it('12. refuses every web view', () => {
    expect(occurrences(/webviewTag: true/, main)).toEqual([]);
    expect(isRefused(guardedContents(), 'will-attach-webview', 'https://evil.example/')).toBe(true);
  });

  it('13. lets no page navigate away', () => {
    expect(filesWith(/\bguardNavigation\(app\)/, main)).toEqual(['electron/main/start.ts']);
    const contents = guardedContents();
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://evil/', `${appOrigin}.evil.example/`]) {
        expect(isRefused(contents, event, url), `${event} to ${url}`).toBe(true);
      }
      expect(isRefused(contents, event, pageUrl('agent'))).toBe(false);
    }
  });

  it('14. lets no page open windows', () => {
    const { openHandler } = guardedContents();
    for (const url of ['https://evil.example/', pageUrl('agent')]) expect(openHandler?.({ url }).action).toBe('deny');
  });

  it('15. hands nothing to other programs', () => {
    expect(
      occurrences(
        /openExternal|openPath\(/,
        everything.filter(({ file }) => !file.endsWith('permissions.ts')),
      ),
    ).toEqual([]);
  });

  it('16. pins a current Electron', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(manifest.devDependencies['electron']).toMatch(/^(?:4[5-9]|[5-9]\d)\.\d+\.\d+$/);
  });

  it('17. checks the sender of every message', () => {
    expect(filesWith(/\bipcMain\b/, main)).toEqual(['electron/main/ipc-door.ts']);
    expect(occurrences(/ipcMain\.\w+/, main)).toEqual(['electron/main/ipc-door.ts: ipcMain.handle']);
    expect(filesWith(/trustedKindOf\(\{/, main)).toContain('electron/main/ipc-door.ts');
    const good = { frameUrl: pageUrl('agent'), isMainFrame: true, windowKind: 'agent' } as const;
    expect(trustedKindOf(good)).toBe('agent');
    expect(trustedKindOf({ ...good, frameUrl: 'https://evil.example/agent.html' })).toBeNull();
    expect(trustedKindOf({ ...good, frameUrl: pageUrl('phone') })).toBeNull();
    expect(trustedKindOf({ ...good, frameUrl: null })).toBeNull();
    expect(trustedKindOf({ ...good, isMainFrame: false })).toBeNull();
    expect(trustedKindOf({ ...good, windowKind: null })).toBeNull();
  });

  it('18. serves its pages from a scheme of its own, not from files', () => {
    expect(filesWith(/protocol\.handle\(appScheme/, main)).toEqual(['electron/main/serve-app.ts']);
    expect(occurrences(/file:\/\/|pathToFileURL/, everything)).toEqual([]);
  });

  it('19. burns the fuses', async () => {
    const { electronFuses, asar } = await readBuilderConfig();
    expect(electronFuses).toEqual(wantedFuses);
    expect(asar).toBe(true);
  });

  it('20. hands pages no Electron: two functions, limited to their own channels', () => {
    expect(filesWith(/\bipcRenderer\b|exposeInMainWorld/, everything)).toEqual(['electron/preload/create-bridge.ts']);
    const bridge = main.find(({ file }) => file === 'electron/preload/create-bridge.ts')?.text ?? '';
    expect(bridge.match(/exposeInMainWorld\([^)]*\)/g)).toEqual(["exposeInMainWorld('deskline', bridge)"]);
    expect(bridge).toMatch(/if \(!channels\.has\(channel\)\) return/);
    expect(bridge).toMatch(/if \(!events\.has\(channel\)\) return/);
    // The listener of a page gets the payload, never the event.
    expect(bridge).toMatch(/forward = \(_event: IpcRendererEvent, payload: unknown\): void => listener\(payload\)/);
    expect(bridge.match(/ipcRenderer\.on\([^)]*\)/g)).toEqual(['ipcRenderer.on(channel, forward)']);
  });
});
