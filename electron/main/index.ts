/**
 * The main process begins here: either it is a command for the Deskline that runs, or it is Deskline.
 *
 *   profile ──▶ a command? ──yes──▶ asks, prints, ends
 *                  └──no──▶ start.ts
 *
 * A command is answered before anything of the app is loaded: it opens no window, needs no display, and is quick. The app is
 * awaited, for what it declares must stand before Electron is ready.
 */
import path from 'node:path';
import { app } from 'electron';
// Not through the feature's index: that would load the whole app for a command.
import { commandWordsOf } from '../features/command-line/command.ts';
import { runCommandLine } from '../features/command-line/command-line.client.ts';

const profile = app.commandLine.getSwitchValue('user-data-dir');
if (profile) app.setPath('userData', path.resolve(profile));

const words = commandWordsOf(process.argv, process.defaultApp);
if (words.length > 0) app.exit(await runCommandLine(words, app.getPath('userData'), app.getVersion()));
else await import('./start.ts');
