/**
 * The first Deskline's ear for the others: a socket only this person can open, and a secret only this person can read
 * (os/platform/local-socket.ts). Whatever comes over it is parsed like everything else that comes from outside; nothing that
 * is sent can end the app or keep it busy.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { writeDurably } from '../../data/durable-file.ts';
import type { z } from 'zod';
import type { Logger } from '../../os/logger.ts';
import { addressFileIn, isSocketFile, newAddress } from '../../os/platform/local-socket.ts';
import { exitCodes, parseCommand } from './command.ts';
import type { Answer, CommandLineService } from './command-line.service.ts';
import { type answerSchema, longestLine, requestSchema } from './command-line.wire.ts';

export type CommandLineSocket = { close: () => void };

type SocketDependencies = {
  /** The user-data folder. */
  folder: string;
  service: Pick<CommandLineService, 'run'>;
  logger: Logger;
};

/** A request is one short line: whoever has not sent it by then is let go. */
const requestWithinMs = 5000;
const mostConnections = 16;

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The answer to one line. Never rejects. */
async function answerLine(
  line: string,
  secret: string,
  { service, logger }: SocketDependencies,
): Promise<Answer | null> {
  let given: unknown = null;
  try {
    given = JSON.parse(line);
  } catch {
    // Falls through to the schema, which refuses it.
  }
  const request = requestSchema.safeParse(given);
  if (!request.success || !isSame(request.data.secret, secret)) return null;
  const parsed = parseCommand(request.data.words);
  if (parsed.do === 'refuse') return { exitCode: exitCodes.usage, text: parsed.usage };
  if (parsed.do === 'help' || parsed.do === 'version') return { exitCode: exitCodes.usage, text: parsed.do };
  try {
    return await service.run(parsed);
  } catch (error) {
    logger.error('command-line.failed', { command: parsed.do }, error);
    return { exitCode: exitCodes.refused, text: 'Something went wrong in Deskline.' };
  }
}

function take(socket: Socket, secret: string, dependencies: SocketDependencies): void {
  let text = '';
  async function reply(line: string): Promise<void> {
    const answer = await answerLine(line, secret, dependencies);
    if (answer === null) {
      dependencies.logger.warn('command-line.refused');
      socket.destroy();
      return;
    }
    const told: z.input<typeof answerSchema> = { exit_code: answer.exitCode, text: answer.text };
    socket.end(`${JSON.stringify(told)}\n`);
  }
  socket.setEncoding('utf8');
  socket.setTimeout(requestWithinMs, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: string) => {
    text += piece;
    const end = text.indexOf('\n');
    if (end < 0 && text.length <= longestLine) return;
    socket.removeAllListeners('data');
    // From here on it may take as long as the command does.
    socket.setTimeout(0);
    if (end < 0) {
      socket.destroy();
      return;
    }
    void reply(text.slice(0, end));
  });
}

/** Listens until it is closed. A folder that takes no socket is logged, and Deskline runs without a command line. */
export function openCommandLineSocket(dependencies: SocketDependencies): CommandLineSocket {
  const { folder, logger } = dependencies;
  const secret = randomBytes(24).toString('base64url');
  const address = newAddress(folder);
  const addressFile = addressFileIn(folder);
  const isPath = isSocketFile(address);
  const server: Server = createServer((socket) => take(socket, secret, dependencies));
  server.maxConnections = mostConnections;
  server.on('error', (error) => logger.error('command-line.unavailable', {}, error));
  // Left by a Deskline that was killed; this one is the only one of its folder.
  if (isPath) rmSync(address, { force: true });
  const mask = isPath ? process.umask(0o177) : null;
  server.listen(address, () => {
    try {
      if (isPath) chmodSync(address, 0o600);
      writeDurably(addressFile, JSON.stringify({ address, secret }));
    } catch (error) {
      logger.error('command-line.unavailable', {}, error);
    }
  });
  if (mask !== null) process.umask(mask);
  return {
    close: () => {
      server.close();
      rmSync(addressFile, { force: true });
      if (isPath) rmSync(address, { force: true });
    },
  };
}
