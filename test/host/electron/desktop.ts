/** What would reach the person or another program: dialogs, the shell, the clipboard, system preferences. */
import { EventEmitter } from 'node:events';
import { record } from '../host-state.ts';
import { strict } from './strict.ts';

/** Dialogs wait for a person; a test answers instead: `dialog.showMessageBox = async () => ({ … })`. */
const unanswered =
  (name: string) =>
  (..._parameters: unknown[]): never => {
    throw new Error(`Electron stand-in: dialog.${name} was called and no test answered it`);
  };

export const dialog = strict('dialog', {
  showMessageBox: unanswered('showMessageBox'),
  showMessageBoxSync: unanswered('showMessageBoxSync'),
  showOpenDialog: unanswered('showOpenDialog'),
  showOpenDialogSync: unanswered('showOpenDialogSync'),
  showSaveDialog: unanswered('showSaveDialog'),
  showSaveDialogSync: unanswered('showSaveDialogSync'),
  showErrorBox(title: string, content: string): void {
    console.error(`[error box] ${title}: ${content}`);
    record('errorBox', { title, content });
  },
});

export const shell = strict('shell', {
  openExternal: async (url: string): Promise<void> => record('openExternal', url),
  openPath: async (file: string): Promise<string> => {
    record('openPath', file);
    return '';
  },
  showItemInFolder: (file: string): void => record('showItemInFolder', file),
  trashItem: async (file: string): Promise<void> => record('trashItem', file),
  beep: (): void => record('beep', null),
});

/** Reading and writing are asynchronous since Electron 44. */
let clipboardText = '';
export const clipboard = strict('clipboard', {
  readText: async (): Promise<string> => clipboardText,
  writeText: async (text: string): Promise<void> => {
    clipboardText = text;
  },
});

export const systemPreferences = strict(
  'systemPreferences',
  Object.assign(new EventEmitter(), {
    getMediaAccessStatus: (): 'granted' => 'granted',
    askForMediaAccess: async (): Promise<boolean> => true,
  }),
);

export const crashReporter = strict('crashReporter', {
  start: (options: unknown): void => record('crashReporter', options),
  addExtraParameter: (key: string, value: string): void => record('crashParameter', { key, value }),
});
