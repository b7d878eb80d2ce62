/** A lock file in the profile; who comes second leaves its arguments in a file that the first one watches. */
import { type FSWatcher, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

export type SecondInstance = { argv: string[]; workingDirectory: string; additionalData: unknown };

const lockName = 'single-instance.lock';
const messagePrefix = 'second-instance-';

export class SingleInstance {
  #lockFile: string | undefined;
  #watcher: FSWatcher | undefined;

  get isHeld(): boolean {
    return this.#lockFile !== undefined;
  }

  /** True when this process is the first of its profile; otherwise the first one is told and false comes back. */
  acquire(folder: string, additionalData: unknown, onSecond: (second: SecondInstance) => void): boolean {
    if (this.#lockFile) return true;
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, lockName);
    for (;;) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
      } catch {
        if (isStandInAlive(Number(readFileSync(file, 'utf8')))) {
          leaveMessage(folder, additionalData);
          return false;
        }
        rmSync(file, { force: true });
        continue;
      }
      this.#lockFile = file;
      this.#watcher = watch(folder, (_type, name) => takeMessage(folder, name, onSecond));
      this.#watcher.unref();
      return true;
    }
  }

  release(): void {
    this.#watcher?.close();
    if (this.#lockFile) rmSync(this.#lockFile, { force: true });
    this.#lockFile = undefined;
  }
}

/** The number may meanwhile belong to some other program, after a kill or a restart of the machine. */
function isStandInAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('boot.ts');
  } catch {
    return false;
  }
}

function leaveMessage(folder: string, additionalData: unknown): void {
  const file = path.join(folder, `${messagePrefix}${process.pid}`);
  const message: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
  writeFileSync(`${file}.tmp`, JSON.stringify(message));
  renameSync(`${file}.tmp`, file);
}

function takeMessage(folder: string, name: string | null, onSecond: (second: SecondInstance) => void): void {
  if (!name?.startsWith(messagePrefix) || name.endsWith('.tmp')) return;
  const file = path.join(folder, name);
  let message: SecondInstance;
  try {
    message = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance;
    unlinkSync(file);
  } catch {
    return; // the watcher tells of one file more than once
  }
  onSecond(message);
}
