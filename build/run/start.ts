/**
 * `npm start`: builds what is not built, starts the server (with embedded PostgreSQL unless `DATABASE_URL` is set), the
 * practice line and the desktop app, says what runs where, and ends all of it on Ctrl-C or when the app is quit. A
 * service that dies is started again. `PORT`, `DESKLINE_PRACTICE_PORT` and `DESKLINE_DATA_DIR` choose other places.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findChromium } from '../../test/host/find-chromium.ts';
import { type Desktop, electronExecutable, launchDesktop } from '../../test/host/launch-desktop.ts';
import { buildApp } from './build-app.ts';
import { dataDirectory, isPortTaken } from './data-directory.ts';
import { claimDataDirectory, noteDesktop, releaseDataDirectory } from './running-file.ts';
import type { ServiceProcess } from './service-process.ts';
import { debuggingSocket, signInUnseen, socketSwitch } from './sign-in-unseen.ts';
import { Stack } from './stack.ts';

const startedAt = performance.now();
const say = (line: string): void => console.log(line);
const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

const serverPort = Number(process.env['PORT'] ?? 4600);
const practicePort = Number(process.env['DESKLINE_PRACTICE_PORT'] ?? 4610);
const dataDir = dataDirectory();
let isStopping = false;

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

const other = await claimDataDirectory(dataDir);
if (other !== null)
  refuse(
    `Deskline already runs on ${dataDir} (process ${other}). End that one first, or choose another DESKLINE_DATA_DIR.`,
  );
// What a killed start left behind ends by itself within a moment; then the ports are free again.
for (const [port, variable] of [
  [serverPort, 'PORT'],
  [practicePort, 'DESKLINE_PRACTICE_PORT'],
] as const) {
  for (let attempt = 0; (await isPortTaken(port)) && attempt < 40; attempt += 1) await delay(250);
  if (await isPortTaken(port))
    refuse(`Port ${port} on 127.0.0.1 is taken by another program. Choose another one with ${variable}.`);
}

say(buildApp() ? `Built the desktop app (${seconds()}).` : 'The desktop app is already built.');
const stack = await Stack.prepare({ dataDir, serverPort, practicePort });
let desktop: Desktop | null = null;

async function stopAll(exitCode: number): Promise<never> {
  if (!isStopping) {
    isStopping = true;
    say('\nEnding.');
    const child = desktop?.process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await Promise.race([ended, delay(8_000).then(() => child.kill('SIGKILL'))]);
    }
    await stack.stop();
    releaseDataDirectory(dataDir);
    say('Everything has ended.');
    process.exit(exitCode);
  }
  return await new Promise<never>(() => undefined);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0));

/** A service that dies is started again, with growing patience. */
function keepAlive(service: ServiceProcess): void {
  let failures = 0;
  const revive = (): void => {
    if (isStopping) return;
    failures += 1;
    say(`The ${service.name} ended unexpectedly; starting it again.`);
    void delay(Math.min(500 * 2 ** failures, 10_000))
      .then(() => service.start())
      .then(() => say(`The ${service.name} is back.`))
      .catch(revive);
  };
  service.onUnexpectedExit = revive;
}

try {
  await stack.start();
} catch (error) {
  releaseDataDirectory(dataDir);
  refuse(error instanceof Error ? error.message : String(error));
}
keepAlive(stack.server);
if (stack.practiceLine) keepAlive(stack.practiceLine);

/** Nobody sees the windows: the stand-in without a display. */
const isUnseen = electronExecutable() === undefined && !findChromium().isHeaded;
desktop = launchDesktop({
  userDataDir: path.join(dataDir, 'desktop'),
  env: { DESKLINE_SERVER_URL: stack.serverUrl },
  ...(isUnseen ? { switches: [socketSwitch], stdio: 'pipe' as const } : {}),
});
noteDesktop(dataDir, desktop.process.pid);
desktop.process.once('exit', (code) => void stopAll(code ?? 0));

say(`
Deskline runs (${seconds()}).

  server         ${stack.serverUrl}  (process ${stack.server.pid}; API reader at ${stack.serverUrl}/api/docs)
  database       ${process.env['DATABASE_URL'] ? 'yours, by DATABASE_URL' : 'embedded PostgreSQL, started by the server'}
  practice line  ${stack.practiceUrl}  (process ${stack.practiceLine?.pid}; a telephone company for training)
  desktop app    process ${desktop.process.pid}: ${desktop.description}
  data and logs  ${dataDir}

  Sign in as     agent@demo.example        password practice-makes-perfect
                 supervisor@demo.example   the same password (so have all demo users, see README)

  Ctrl-C ends everything.
`);
stack.practiceLine?.onEvent((event) => {
  if (event.event === 'practice-line.phone-registered')
    say(`Phone registered: ${String(event['agent'])} at ${stack.practiceUrl} (${seconds()}).`);
});
if (isUnseen) {
  say('There is no display, so agent@demo.example is signed in for you.');
  try {
    await signInUnseen(await debuggingSocket(desktop.process), {
      email: 'agent@demo.example',
      password: 'practice-makes-perfect',
    });
  } catch (error) {
    say(`Nobody is signed in yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}
