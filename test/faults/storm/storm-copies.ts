/** Copies of the server beside each other on one database: all on one clock, each killable. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const startedSchema = z.object({ port: z.number() });

type Copy = { child: ChildProcess; url: string };

export class StormCopies {
  #environment: Record<string, string>;
  #copies: Copy[] = [];
  #offsetMs = 0;
  killed = 0;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  /** Now, by the clock of the copies; epoch milliseconds. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** The address of a copy that runs now. */
  url(choice: number): string {
    const copy = this.#copies[Math.floor(choice * this.#copies.length)];
    if (!copy) throw new Error('No copy of the server runs');
    return copy.url;
  }

  async start(count: number): Promise<void> {
    for (let started = 0; started < count; started += 1) this.#copies.push(await this.#startCopy());
  }

  async #startCopy(): Promise<Copy> {
    const child = fork(path.join(import.meta.dirname, 'storm-server.ts'), {
      env: { PATH: process.env['PATH'] ?? '', ...this.#environment },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('A copy of the server ended at its start');
      }),
    ]);
    const { port } = startedSchema.parse(message);
    const copy = { child, url: `http://127.0.0.1:${port}` };
    await this.#tell(copy);
    return copy;
  }

  async #tell({ child }: Copy): Promise<void> {
    child.send({ offsetMs: this.#offsetMs });
    await once(child, 'message');
  }

  /** Puts the clock of all copies forward to `atMs`. */
  async setClock(atMs: number): Promise<void> {
    this.#offsetMs = atMs - Date.now();
    await Promise.all(this.#copies.map((copy) => this.#tell(copy)));
  }

  /** Kills one copy in the middle of what it does; another takes its place. */
  async killOne(choice: number): Promise<void> {
    const [copy] = this.#copies.splice(Math.floor(choice * this.#copies.length), 1);
    if (!copy) return;
    const ended = once(copy.child, 'exit');
    copy.child.kill('SIGKILL');
    this.killed += 1;
    await ended;
    this.#copies.push(await this.#startCopy());
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#copies.splice(0).map(async ({ child }) => {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
  }
}
