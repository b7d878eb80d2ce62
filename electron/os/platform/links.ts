/**
 * Who opens `tel:`, `sip:` and `callto:` links on this computer: how each system is asked, and how Deskline puts itself forward.
 *
 *   first start ──▶ registered ──another program takes the scheme──▶ told (app:get-info), and left alone
 *
 * Two programs that take a scheme back from each other at every start serve nobody: Deskline registers a scheme once. After
 * that it is the person's choice, made in the system's own settings, and only said.
 *
 * - Linux: `xdg-mime` knows the desktop file of the choice (mimeapps.list).
 * - Windows: the choice is the person's alone (UserChoice); a program can only stand in the list they choose from
 *   (RegisteredApplications). `isDefaultProtocolClient` reads another place and is not to be believed.
 * - macOS: Launch Services (LSHandlers) answers through Electron.
 */
import { execFile } from 'node:child_process';
import type { App } from 'electron';
import type { LinkOwner } from '../../../shared/ipc/local-schemas.ts';
import type { Logger } from '../logger.ts';
import { linkSchemes } from '../deep-links.ts';
import { systemOf } from './systems.ts';

export type LinksApp = Pick<
  App,
  'isPackaged' | 'getName' | 'isDefaultProtocolClient' | 'getApplicationNameForProtocol' | 'setAsDefaultProtocolClient'
>;
/** Runs a program of the system; what it wrote, or null when it failed or is not there. */
export type RunTool = (program: string, words: readonly string[]) => Promise<string | null>;

export type Links = {
  /** At start, packaged only: a program that is tried out leaves the system as it is. */
  register: () => Promise<void>;
  owners: () => Promise<LinkOwner[]>;
};

type LinksDependencies = {
  app: LinksApp;
  platform: NodeJS.Platform;
  executable: string;
  /** Schemes registered once already. */
  registered: { read: () => readonly string[]; write: (schemes: readonly string[]) => void };
  run: RunTool;
  logger: Logger;
};

const toolWithinMs = 5000;
export const runTool: RunTool = (program, words) =>
  new Promise((resolve) => {
    execFile(program, [...words], { timeout: toolWithinMs, windowsHide: true }, (error, text) =>
      resolve(error ? null : text.trim()),
    );
  });

/** package.json's `desktopName`. */
const desktopFile = 'deskline.desktop';

const linkProgram = 'Deskline.Link';
const setting = (key: string, name: string | null, value: string): string[] => [
  'add',
  `HKCU\\Software\\${key}`,
  ...(name === null ? ['/ve'] : ['/v', name]),
  '/t',
  'REG_SZ',
  '/d',
  value,
  '/f',
];

/** What `reg.exe add` needs to put Deskline into the list people choose from, for this person only. Pure. */
export function windowsRegistration(executable: string): string[][] {
  return [
    setting(`Classes\\${linkProgram}`, null, 'Deskline link'),
    setting(`Classes\\${linkProgram}`, 'URL Protocol', ''),
    setting(`Classes\\${linkProgram}\\shell\\open\\command`, null, `"${executable}" "%1"`),
    setting('Deskline\\Capabilities', 'ApplicationName', 'Deskline'),
    setting('Deskline\\Capabilities', 'ApplicationDescription', 'Softphone for debt-collection call centers'),
    ...linkSchemes.map((scheme) => setting('Deskline\\Capabilities\\UrlAssociations', scheme, linkProgram)),
    setting('RegisteredApplications', 'Deskline', 'Software\\Deskline\\Capabilities'),
  ];
}

export function createLinks({ app, platform, executable, registered, run, logger }: LinksDependencies): Links {
  /** Name of the program that opens a scheme; '' for none, null when the system does not tell. */
  async function programOf(scheme: string): Promise<string | null> {
    if (platform === 'linux') {
      const found = await run('xdg-mime', ['query', 'default', `x-scheme-handler/${scheme}`]);
      if (found === desktopFile) return app.getName();
      return found === null ? null : found.replace(/\.desktop$/, '');
    }
    if (platform === 'darwin' && app.isDefaultProtocolClient(scheme)) return app.getName();
    return app.getApplicationNameForProtocol(`${scheme}:`);
  }
  async function ownerOf(scheme: LinkOwner['scheme']): Promise<LinkOwner> {
    const program = await programOf(scheme).catch(() => null);
    // On macOS two copies have one name; Launch Services knows which of them it is.
    const isOurs = program === app.getName() && (platform !== 'darwin' || app.isDefaultProtocolClient(scheme));
    if (isOurs) return { scheme, state: 'ours', program, notice: null };
    if (program === null) return { scheme, state: 'unknown', program, notice: null };
    const opensIn = program === app.getName() ? `another copy of ${program}` : program;
    const what = program === '' ? `Nothing opens ${scheme}: links.` : `${scheme}: links open in ${opensIn}.`;
    const notice = app.isPackaged ? `${what} ${systemOf(platform).whereToChooseLinks}` : null;
    return { scheme, state: program === '' ? 'nobody' : 'other', program: program || null, notice };
  }

  return {
    owners: () => Promise.all(linkSchemes.map(ownerOf)),
    register: async () => {
      if (!app.isPackaged) return;
      if (platform === 'win32') {
        for (const words of windowsRegistration(executable)) {
          if ((await run('reg.exe', words)) === null) logger.warn('links.not-offered', { key: words[1] ?? '' });
        }
      }
      const known = new Set(registered.read());
      for (const scheme of linkSchemes) {
        const { state } = await ownerOf(scheme);
        if (state !== 'ours' && !known.has(scheme) && !app.setAsDefaultProtocolClient(scheme)) {
          logger.warn('links.not-registered', { scheme });
          continue;
        }
        if (state !== 'ours' && known.has(scheme)) logger.warn('links.taken', { scheme });
        known.add(scheme);
      }
      registered.write([...known]);
    },
  };
}
