import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export type ServerProcess = {
  url: string;
  child: ChildProcess;
  /** Lines it printed so far. */
  lines: string[];
  /** Signals it and waits for its end; gives its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

const announcementSchema = z.object({ event: z.literal('server.listening'), url: z.string() });

/** The real server as its own process, for tests that kill it. Rejects with its output when it does not start. */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const main = path.join(import.meta.dirname, '..', 'app', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  // A test that failed half-way leaves no process behind either.
  onTestFinished(async () => void (await end('SIGTERM')));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The server ended:\n${lines.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const announced = announcementSchema.safeParse(parseOrNothing(line));
      if (announced.success) resolve(announced.data.url);
    });
  });
  return { url, child, lines, end };
}

function parseOrNothing(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
