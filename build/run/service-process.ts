/**
 * One of the product's own processes (server, practice line), started, watched and ended by pid.
 *
 * Promise: a service started here ends with its starter. It holds an IPC channel to us and stops by itself when that
 * closes, so that even `kill -9` of the starter leaves nothing behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export type ServiceOptions = {
  name: string;
  /** Script and its arguments, run by this Node. */
  script: string;
  environment: Record<string, string>;
  /** Everything it prints goes here. */
  logFile: string;
  /** Name of the JSON line's `event` that says it is up. */
  readyEvent: string;
  readyTimeoutMs?: number;
};

const serviceEventSchema = z.looseObject({ event: z.string() });
export type ServiceEvent = z.output<typeof serviceEventSchema>;

export class ServiceProcess {
  readonly name: string;
  readonly #options: ServiceOptions;
  readonly #listeners = new Set<(event: ServiceEvent) => void>();
  #child: ChildProcess | null = null;
  #isStopping = false;
  /** Called when it ended though nobody asked it to. */
  onUnexpectedExit: ((code: number | null, signal: string | null) => void) | null = null;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Hears every JSON line the service prints; returns the function that stops hearing. */
  onEvent(listener: (event: ServiceEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts it and waits until it says that it is up. Rejects with the end of its output when it does not. */
  async start(): Promise<ServiceEvent> {
    const { script, environment, logFile, readyEvent, readyTimeoutMs = 60_000 } = this.#options;
    mkdirSync(path.dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#isStopping = false;
    const tail: string[] = [];
    const keep = (line: string): void => {
      log.write(`${line}\n`);
      tail.push(line);
      if (tail.length > 40) tail.shift();
    };
    if (child.stderr) createInterface({ input: child.stderr }).on('line', keep);

    return await new Promise<ServiceEvent>((resolve, reject) => {
      const giveUp = (why: string): void => {
        clearTimeout(timer);
        reject(new Error(`${this.name} ${why}.\n${tail.join('\n')}`));
      };
      const timer = setTimeout(() => {
        giveUp(`did not start within ${readyTimeoutMs / 1000} s`);
        child.kill('SIGKILL');
      }, readyTimeoutMs);
      if (child.stdout)
        createInterface({ input: child.stdout }).on('line', (line) => {
          keep(line);
          const event = parseEvent(line);
          if (!event) return;
          for (const listener of this.#listeners) listener(event);
          if (event.event === readyEvent) {
            clearTimeout(timer);
            resolve(event);
          }
        });
      child.once('error', (error) => giveUp(`could not be started: ${error.message}`));
      child.once('exit', (code, signal) => {
        log.end();
        if (this.#child === child) this.#child = null;
        giveUp(`ended (${signal ?? `exit ${code}`})`);
        if (!this.#isStopping) this.onUnexpectedExit?.(code, signal);
      });
    });
  }

  /** Asks it to stop (SIGTERM), insists after `patienceMs`. */
  async stop(patienceMs = 15_000): Promise<void> {
    await this.#end('SIGTERM', patienceMs);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL', 5_000);
  }

  async #end(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#isStopping = true;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(insist);
  }
}

function parseEvent(line: string): ServiceEvent | null {
  if (!line.startsWith('{')) return null;
  try {
    return serviceEventSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
