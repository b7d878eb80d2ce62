/** Runs a program that ends with whoever started it, even when that was killed without a chance to clean up. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs the program as long as standard input is open. */
const untilInputEnds = `exec 3<&0
"$@" < /dev/null 3<&- &
program=$!
{ cat <&3 > /dev/null; kill "$program"; } > /dev/null 2>&1 &
watcher=$!
wait "$program"
kill "$watcher" 2> /dev/null`;

export class TiedProgram {
  readonly #child: ChildProcess;
  #said = '';

  constructor(command: string, commandArguments: readonly string[]) {
    const child = spawn('sh', ['-c', untilInputEnds, 'sh', command, ...commandArguments], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => (this.#said += piece.toString()));
    this.#child = child;
  }

  /** Everything it printed so far. */
  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Rejects with the end of what it printed when it ended or is not ready in time. */
  async untilReady(isReady: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
    for (const end = Date.now() + timeoutMs; Date.now() < end && this.isRunning; await sleep(50)) {
      if (await isReady()) return;
    }
    throw new Error(`The program did not start:\n${this.#said.split('\n').slice(-20).join('\n')}`);
  }

  /** Asks it to end; settles when it has. */
  async end(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }

  /** Settles when it has ended, whoever ended it. */
  async untilEnded(): Promise<void> {
    if (this.isRunning) await once(this.#child, 'exit');
  }
}
