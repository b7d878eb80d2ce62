/** Starts and stops the lab's Asterisk: a rendered configuration in a folder of its own, everything on 127.0.0.1 or in a namespace. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AsteriskOptions, managerSecret, recordingsOf, renderConfiguration } from './asterisk-configuration.ts';
import { type CdrRow, type LegRow, readCdr, readLegs } from './call-detail.ts';
import { asteriskRecipe, inTree } from './lab-folders.ts';
import { TiedProgram } from './tied-program.ts';

const bootTimeoutMs = 30_000;
const stopTimeoutMs = 5000;

/** Who calls in: says back what it hears, hums 1004 Hz, or hums and hangs up after three seconds. */
export type Consumer = 'echo' | 'tone' | 'brief';

export class Asterisk {
  readonly sipUrl: string;
  /** What the server's DESKLINE_PBX_CONTROL wants to know. */
  readonly managerUrl: string;
  readonly recordings: string;
  readonly #options: AsteriskOptions;
  readonly #run = mkdtempSync(path.join(tmpdir(), 'deskline-pbx-'));
  #program: TiedProgram | undefined;

  private constructor(options: AsteriskOptions) {
    this.#options = options;
    this.sipUrl = sipUrlOf(options.httpPort, options.place?.address);
    this.managerUrl = managerUrlOf(options.managerPort);
    this.recordings = recordingsOf(this.#run);
  }

  /** Rejects with the end of Asterisk's own log when it does not come up. */
  static async start(options: AsteriskOptions): Promise<Asterisk> {
    const asterisk = new Asterisk(options);
    renderConfiguration(asterisk.#run, options);
    try {
      await asterisk.#boot();
    } catch (error) {
      await asterisk.stop();
      throw error;
    }
    return asterisk;
  }

  /** Runs a command of Asterisk's command line and returns what it prints. */
  cli(command: string): string {
    const [loader, loaderArguments] = this.#command(['-rx', command]);
    return execFileSync(loader, loaderArguments, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  log(): string {
    return readFileSync(path.join(this.#run, 'log/full'), 'utf8');
  }

  /** Somebody calls in, to an agent's SIP user or to `queue-<id>`. */
  callIn(target: string, consumer: Consumer, fromNumber = '+13125550142'): void {
    this.cli(`channel originate Local/${target}_${fromNumber}@callers/n extension ${consumer}@consumers`);
  }

  /** Changes a variable of the dialplan, such as DESKLINE_RING_SECONDS. */
  setGlobal(name: string, value: string): void {
    this.cli(`dialplan set global ${name} ${value}`);
  }

  /** A value that the dialplan keeps in its database; null: there is none. */
  databaseValue(family: string, key: string): string | null {
    return /^Value: (.*)$/m.exec(this.cli(`database get ${family} ${key}`))?.[1] ?? null;
  }

  /** The call detail records so far, oldest first. A record is written when the last end of its call has gone. */
  cdr(): CdrRow[] {
    return readCdr(path.join(this.#run, 'log'));
  }

  /** The legs so far, oldest first. */
  legs(): LegRow[] {
    return readLegs(path.join(this.#run, 'log'));
  }

  /** The channel that a phone's leg was; null until the leg has ended. */
  channelOf(sipCallId: string): string | null {
    const lines = this.cli('database show legs').split('\n');
    const line = lines.find((each) => each.split(':').slice(1).join(':').trim() === sipCallId);
    return line === undefined ? null : (/^\/legs\/(\S+)/.exec(line)?.[1] ?? null);
  }

  /** Audio of the messages that wait in an agent's mailbox, oldest first. */
  voicemail(user: string): string[] {
    const inbox = path.join(this.#run, 'spool/voicemail/default', user, 'INBOX');
    return existsSync(inbox) ? filesIn(inbox, '.wav') : [];
  }

  /** What far ends heard, oldest first: see extensions-far-ends.conf. The number is as dialled, or `echo`, `tone`, `brief`. */
  heardByFarEnd(number: string): string[] {
    return filesIn(this.recordings, '.wav').filter((file) => path.basename(file).startsWith(`far-end-${number}-`));
  }

  /** Ends Asterisk at once, as a power cut does, or in good order; accounts, mailboxes and recordings stay. */
  async halt(how: 'at-once' | 'in-order' = 'at-once'): Promise<void> {
    const program = this.#program;
    if (program?.isRunning !== true) return;
    const insist = setTimeout(() => this.#kill(), how === 'at-once' ? 0 : stopTimeoutMs);
    await (how === 'at-once' ? program.untilEnded() : program.end());
    clearTimeout(insist);
  }

  /** After `halt`: the same Asterisk again, on the same ports. */
  async resume(): Promise<void> {
    await this.#boot();
  }

  async stop(): Promise<void> {
    await this.halt('in-order');
    rmSync(this.#run, { recursive: true, force: true });
  }

  /** Asterisk writes its own process id down. */
  #kill(): void {
    process.kill(Number(readFileSync(path.join(this.#run, 'asterisk.pid'), 'utf8')), 'SIGKILL');
  }

  #command(asteriskArguments: string[]): [string, string[]] {
    const configuration = path.join(this.#run, 'etc/asterisk.conf');
    return inTree(this.#options.tree, asteriskRecipe.program, ['-C', configuration, ...asteriskArguments]);
  }

  async #boot(): Promise<void> {
    const { place } = this.#options;
    const [loader, loaderArguments] = this.#command(['-f']);
    this.#program = place
      ? new TiedProgram('ip', ['netns', 'exec', place.namespace, loader, ...loaderArguments])
      : new TiedProgram(loader, loaderArguments);
    await this.#program.untilReady(() => this.#isBooted(), bootTimeoutMs);
  }

  #isBooted(): boolean {
    try {
      return this.cli('core waitfullybooted').includes('fully booted');
    } catch {
      // Its control socket is not there yet.
      return false;
    }
  }
}

export const sipUrlOf = (httpPort: number, address = '127.0.0.1'): string => `ws://${address}:${httpPort}/ws`;
export const managerUrlOf = (managerPort: number): string => `ami://deskline:${managerSecret}@127.0.0.1:${managerPort}`;

/** Files with this ending, oldest first. */
function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name))
    .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
}
