/** A second start with a command: asks the Deskline that runs, prints its answer and ends. It opens no window. */
import { writeSync } from 'node:fs';
import { createConnection } from 'node:net';
import { readIfThere } from '../../data/durable-file.ts';
import { addressFileIn } from '../../os/platform/local-socket.ts';
import { type ExitCode, exitCodes, helpText, parseCommand } from './command.ts';
import { addressSchema, answerSchema } from './command-line.wire.ts';

type Answer = { exitCode: ExitCode; text: string };

/** A transfer may take 15 s until the far end has answered. */
const answerWithinMs = 20_000;
const notRunning: Answer = { exitCode: exitCodes.notRunning, text: 'Deskline is not running.' };

function addressIn(folder: string): { address: string; secret: string } | null {
  try {
    const text = readIfThere(addressFileIn(folder));
    return text === null ? null : addressSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Asks; the answer that Deskline is not running when nobody is there. Never rejects. */
export function askRunning(folder: string, words: readonly string[]): Promise<Answer> {
  const found = addressIn(folder);
  if (found === null) return Promise.resolve(notRunning);
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection(found.address);
    const finish = (answer: Answer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('utf8');
    socket.setTimeout(answerWithinMs, () => finish({ exitCode: exitCodes.refused, text: 'Deskline did not answer.' }));
    socket.on('connect', () => socket.write(`${JSON.stringify({ secret: found.secret, words })}\n`));
    socket.on('error', () => finish(notRunning));
    socket.on('data', (piece: string) => {
      text += piece;
    });
    socket.on('end', () => finish(answerOf(text)));
  });
}

function answerOf(text: string): Answer {
  try {
    const { exit_code: exitCode, text: words } = answerSchema.parse(JSON.parse(text));
    return { exitCode, text: words };
  } catch {
    return { exitCode: exitCodes.refused, text: 'Deskline did not understand this command.' };
  }
}

/** Runs one command line and prints what came of it: to the standard output when it was done, else to the standard error. */
export async function runCommandLine(words: readonly string[], folder: string, version: string): Promise<ExitCode> {
  const { exitCode, text } = await answerTo(words, folder, version);
  // Before the process ends, whatever the output is: a pipe may not be flushed by an exit.
  writeSync(exitCode === exitCodes.done ? 1 : 2, `${text}\n`);
  return exitCode;
}

async function answerTo(words: readonly string[], folder: string, version: string): Promise<Answer> {
  const parsed = parseCommand(words);
  if (parsed.do === 'refuse') return { exitCode: exitCodes.usage, text: `Usage: deskline ${parsed.usage}` };
  if (parsed.do === 'help') return { exitCode: exitCodes.done, text: helpText };
  if (parsed.do === 'version') return { exitCode: exitCodes.done, text: `Deskline ${version}` };
  return await askRunning(folder, words);
}
