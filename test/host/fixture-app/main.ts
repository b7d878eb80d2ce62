/** A small Electron app with one window of each kind that Deskline has; proves the stand-in before any real app does. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, globalShortcut, ipcMain, net, protocol, session, shell } from 'electron';

const origin = 'app://fixture';
const pages = path.join(import.meta.dirname, 'pages');
const policy = "default-src 'self'; script-src 'self'; connect-src 'self' ws://127.0.0.1:*; object-src 'none'";
const allowed = new Set(['media', 'speaker-selection', 'local-network-access']);

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();
const userDataDir = app.commandLine.getSwitchValue('user-data-dir');
if (userDataDir) app.setPath('userData', path.resolve(userDataDir));

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${origin}/`)) event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      void shell.openExternal(url);
      return { action: 'deny' };
    });
    contents.on('render-process-gone', (_gone, details) => {
      ipcMain.emit('gone', {}, contents.id, details.reason);
      contents.reload();
    });
  });
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
} else {
  app.quit();
}

async function serve(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const file = path.join(pages, path.normalize(decodeURIComponent(url.pathname)));
  if (url.host !== 'fixture' || !file.startsWith(pages + path.sep)) return new Response('not found', { status: 404 });
  const response = await net.fetch(pathToFileURL(file).href).catch(() => new Response('not found', { status: 404 }));
  return new Response(response.body, {
    status: response.status,
    headers: { 'content-type': response.headers.get('content-type') ?? '', 'content-security-policy': policy },
  });
}

async function start(): Promise<void> {
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback) => {
    callback(contents.getURL().startsWith(`${origin}/`) && allowed.has(permission));
  });
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission, requester) => requester === `${origin}/` && allowed.has(permission),
  );
  protocol.handle('app', serve);
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('fail', () => {
    throw new TypeError('deliberate');
  });
  ipcMain.handle('who', (event) => event.senderFrame?.url);
  const webPreferences = {
    preload: path.join(import.meta.dirname, 'preload.cjs'),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
  };
  const windows = {
    desk: new BrowserWindow({ name: 'desk', windowStatePersistence: true, width: 900, height: 600, webPreferences }),
    hidden: new BrowserWindow({ show: false, webPreferences: { ...webPreferences, backgroundThrottling: false } }),
    toast: new BrowserWindow({ show: false, frame: false, alwaysOnTop: true, focusable: false, webPreferences }),
  };
  globalShortcut.register('CommandOrControl+Shift+A', () => windows.desk.webContents.send('told', 'hotkey'));
  for (const [name, window] of Object.entries(windows)) await window.loadURL(`${origin}/page.html?window=${name}`);
  // For a spec without Playwright: what a page is given for a window, and that it goes on.
  const option = '--open-window=';
  const address = process.argv.find((argument) => argument.startsWith(option))?.slice(option.length);
  if (address === undefined) return;
  const opened: unknown = await windows.desk.webContents.executeJavaScript(`String(window.open('${address}'))`);
  console.log(`opened: ${String(opened)}`);
}
