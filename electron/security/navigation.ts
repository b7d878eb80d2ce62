import type { App } from 'electron';
import { isAppUrl } from './sender.ts';

const stayInside = (event: { url: string; preventDefault: () => void }): void => {
  if (!isAppUrl(event.url)) event.preventDefault();
};

/** No page leaves the app, opens a window or embeds a web view; links lead nowhere but inside their own page. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', stayInside);
    contents.on('will-redirect', stayInside);
    contents.on('will-frame-navigate', stayInside);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
