import { Menu, nativeImage, Tray } from 'electron';
import type { Logger } from './logger.ts';
import { trayPicture } from './tray-picture.ts';

export type TrayActions = {
  openAgent: () => void;
  openSupervisor: () => void;
  /** Really ends the app. */
  quit: () => void;
};
export type TrayIcon = {
  /** `Ready · 2 waiting to be sent`. */
  setState: (words: string) => void;
};

/** Some desktops have no tray; the app works without. */
export function createTray(actions: TrayActions, logger: Logger): TrayIcon {
  try {
    const tray = new Tray(nativeImage.createFromDataURL(trayPicture));
    tray.setToolTip('Deskline');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'open-agent', label: 'Open Deskline', click: actions.openAgent },
        { id: 'open-supervisor', label: 'Open the floor', click: actions.openSupervisor },
        { type: 'separator' },
        { id: 'quit', label: 'Quit Deskline', click: actions.quit },
      ]),
    );
    tray.on('click', actions.openAgent);
    return { setState: (words) => tray.setToolTip(`Deskline: ${words}`) };
  } catch (error) {
    logger.warn('tray.unavailable', {}, error);
    return { setState: () => {} };
  }
}
