import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import path from 'node:path';
import { anything, sample } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testSeed } from '../../../shared/testing/seed.ts';
import { addressFileIn, newAddress } from '../../os/platform/local-socket.ts';
import { removeFolder, testFolder } from '../../testing/open-test-outbox.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import type { Command } from './command.ts';
import { askRunning } from './command-line.client.ts';
import type { Answer } from './command-line.service.ts';
import { type CommandLineSocket, openCommandLineSocket } from './command-line.socket.ts';
import { addressSchema } from './command-line.wire.ts';

let folder = '';
let socket: CommandLineSocket;
let commands: Command[] = [];
let answer: (command: Command) => Promise<Answer>;
const address = () => addressSchema.parse(JSON.parse(readFileSync(addressFileIn(folder), 'utf8')));

async function listen(): Promise<void> {
  socket = openCommandLineSocket({
    folder,
    service: {
      run: (command) => {
        commands.push(command);
        return answer(command);
      },
    },
    logger: silentLogger,
  });
  await expect.poll(() => existsSync(address().address)).toBe(true);
}
beforeEach(() => {
  folder = testFolder();
  commands = [];
  answer = (command) => Promise.resolve({ exitCode: 0, text: `did ${command.do}` });
});
afterEach(() => {
  socket.close();
  removeFolder(folder);
});

/** Sends bytes as any program could; what came back until the end. */
const send = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let heard = '';
    const connection = createConnection(address().address, () => connection.end(text));
    connection.setEncoding('utf8');
    connection.on('data', (piece: string) => {
      heard += piece;
    });
    connection.on('error', () => resolve(heard));
    connection.on('close', () => resolve(heard));
  });

describe('a second start', () => {
  it('is answered by the first', async () => {
    await listen();
    expect(await askRunning(folder, ['mute'])).toEqual({ exitCode: 0, text: 'did set-muted' });
    answer = () => Promise.resolve({ exitCode: 1, text: 'There is no call.' });
    expect(await askRunning(folder, ['hangup'])).toEqual({ exitCode: 1, text: 'There is no call.' });
    expect(commands.map((command) => command.do)).toEqual(['set-muted', 'hang-up']);
  });
  it('is told when nobody runs, also after one that was killed', async () => {
    await listen();
    const empty = testFolder();
    expect(await askRunning(empty, ['status'])).toMatchObject({ exitCode: 3 });
    removeFolder(empty);
    socket.close();
    expect(existsSync(addressFileIn(folder)), 'nothing is left').toBe(false);
    writeFileSync(addressFileIn(folder), JSON.stringify({ address: newAddress(folder), secret: 'x'.repeat(32) }));
    expect(await askRunning(folder, ['status'])).toMatchObject({ exitCode: 3 });
    writeFileSync(addressFileIn(folder), 'not JSON');
    expect(await askRunning(folder, ['status'])).toMatchObject({ exitCode: 3 });
    await listen();
    await expect.poll(() => askRunning(folder, ['status'])).toMatchObject({ exitCode: 0 });
  });
  it('may be one of several at once, and wait for a slow command', async () => {
    await listen();
    answer = (command) => new Promise((resolve) => setTimeout(() => resolve({ exitCode: 0, text: command.do }), 50));
    const answers = await Promise.all([
      askRunning(folder, ['mute']),
      askRunning(folder, ['answer']),
      askRunning(folder, ['show']),
    ]);
    expect(answers.map(({ text }) => text)).toEqual(['set-muted', 'answer', 'show']);
  });
});

describe('the socket', () => {
  it('is for this person only', async () => {
    await listen();
    expect(statSync(addressFileIn(folder)).mode & 0o777).toBe(0o600);
    expect(statSync(address().address).mode & 0o777).toBe(0o600);
    const { secret } = address();
    expect(await send(`${JSON.stringify({ secret: `${secret.slice(0, -1)}!`, words: ['mute'] })}\n`)).toBe('');
    expect(await send(`${JSON.stringify({ words: ['mute'] })}\n`)).toBe('');
    expect(commands).toEqual([]);
    expect(await send(`${JSON.stringify({ secret, words: ['mute'] })}\n`)).toContain('did set-muted');
  });
  it('survives whatever is sent', async () => {
    await listen();
    const { secret } = address();
    const odd = sample(anything(), { seed: testSeed('command line'), numRuns: 100 }).map(
      (each) => JSON.stringify({ secret, words: each }) ?? '',
    );
    for (const line of ['', '\n', 'nonsense\n', '{"words":', 'x'.repeat(100_000), ...odd.map((each) => `${each}\n`)])
      await send(line);
    expect(commands).toEqual([]);
    expect(await askRunning(folder, ['mute'])).toMatchObject({ exitCode: 0 });
  });
  it('answers a service that breaks', async () => {
    await listen();
    answer = () => Promise.reject(new Error('broken'));
    expect(await askRunning(folder, ['mute'])).toEqual({ exitCode: 1, text: 'Something went wrong in Deskline.' });
  });
  it('stands in the temporary folder when its own has too long a path, and never in a folder of others', () => {
    const long = path.join(folder, 'x'.repeat(120));
    const elsewhere = newAddress(long, 'linux');
    expect(Buffer.byteLength(elsewhere)).toBeLessThanOrEqual(103);
    expect(statSync(path.dirname(elsewhere)).mode & 0o777).toBe(0o700);
    removeFolder(path.dirname(elsewhere));
    expect(newAddress(long, 'win32')).toMatch(/^\\\\\.\\pipe\\deskline-[0-9a-f]{24}$/);
    socket = { close: () => {} };
  });
  it('leaves Deskline running where it cannot be opened', async () => {
    chmodSync(folder, 0o500);
    const warned: string[] = [];
    socket = openCommandLineSocket({
      folder: path.join(folder, 'not there'),
      service: { run: answer },
      logger: { ...silentLogger, error: (event) => void warned.push(event) },
    });
    await expect.poll(() => warned).toContain('command-line.unavailable');
    chmodSync(folder, 0o700);
  });
});
