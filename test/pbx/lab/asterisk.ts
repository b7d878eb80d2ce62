/** Starts and stops the lab's Asterisk: a rendered configuration in a folder of its own, everything on 127.0.0.1. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asteriskProgram, inTree } from './lab-folders.ts';
import { writeChord } from './wav.ts';

const bootTimeoutMs = 30_000;
const stopTimeoutMs = 5000;
const resources = new URL('../../../resources/pbx/asterisk/', import.meta.url).pathname;
const templates = new URL('../asterisk/', import.meta.url).pathname;
/** Files that Asterisk wants to find, even empty. */
const emptyFiles = ['acl', 'ccss', 'cdr', 'cel', 'features', 'pjproject', 'udptl', 'websocket_client', 'res_curl'];
export const holdMusicHz = [350, 650];

/**
 * Runs a program as long as standard input is open, so that Asterisk ends with whoever started it, even when that was
 * killed without a chance to clean up.
 */
const untilInputEnds = `exec 3<&0
"$@" < /dev/null 3<&- &
program=$!
{ cat <&3 > /dev/null; kill "$program"; } > /dev/null 2>&1 &
watcher=$!
wait "$program"
kill "$watcher" 2> /dev/null`;

export type AsteriskOptions = {
  /** The unpacked tree: see install-asterisk.ts. */
  tree: string;
  httpPort: number;
  /** The Deskline server that the dialplan asks. */
  serverUrl: string;
  pbxSecret: string;
};

/** The lab's agents and their passwords. */
export const labAgents = ['1001', '1002', '1003'];
export const passwordOf = (agent: string): string => `password-of-${agent}`;

export class Asterisk {
  readonly sipUrl: string;
  readonly recordings: string;
  readonly #options: AsteriskOptions;
  readonly #run = mkdtempSync(path.join(tmpdir(), 'deskline-pbx-'));
  #child: ChildProcess | undefined;

  private constructor(options: AsteriskOptions) {
    this.#options = options;
    this.sipUrl = `ws://127.0.0.1:${options.httpPort}/ws`;
    this.recordings = path.join(this.#run, 'spool/monitor');
  }

  /** Rejects with the end of Asterisk's own log when it does not come up. */
  static async start(options: AsteriskOptions): Promise<Asterisk> {
    const asterisk = new Asterisk(options);
    asterisk.#render();
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

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.stdin?.end();
      const insist = setTimeout(() => this.#kill(), stopTimeoutMs);
      await ended;
      clearTimeout(insist);
    }
    rmSync(this.#run, { recursive: true, force: true });
  }

  /** Asterisk writes its own process id down. */
  #kill(): void {
    process.kill(Number(readFileSync(path.join(this.#run, 'asterisk.pid'), 'utf8')), 'SIGKILL');
  }

  #command(asteriskArguments: string[]): [string, string[]] {
    const configuration = path.join(this.#run, 'etc/asterisk.conf');
    return inTree(this.#options.tree, asteriskProgram(this.#options.tree), ['-C', configuration, ...asteriskArguments]);
  }

  async #boot(): Promise<void> {
    const [loader, loaderArguments] = this.#command(['-f']);
    const child = spawn('sh', ['-c', untilInputEnds, 'sh', loader, ...loaderArguments], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
    for (const end = Date.now() + bootTimeoutMs; Date.now() < end; await sleep(100)) {
      if (child.exitCode !== null) break;
      if (this.#isBooted()) return;
    }
    throw new Error(`Asterisk did not start:\n${said.split('\n').slice(-20).join('\n')}`);
  }

  #isBooted(): boolean {
    try {
      return this.cli('core waitfullybooted').includes('fully booted');
    } catch {
      // Its control socket is not there yet.
      return false;
    }
  }

  #render(): void {
    const { tree, httpPort, serverUrl, pbxSecret } = this.#options;
    const inRun = (...names: string[]): string => path.join(this.#run, ...names);
    for (const folder of ['etc', 'cache', 'lib/keys', 'log/cdr-csv', 'data/sounds', 'data/moh', 'spool/tmp']) {
      mkdirSync(inRun(folder), { recursive: true });
    }
    mkdirSync(this.recordings, { recursive: true });
    const share = path.join(tree, 'usr/share/asterisk');
    symlinkSync(path.join(share, 'documentation'), inRun('data/documentation'));
    symlinkSync(path.join(share, 'sounds/en_US_f_Allison'), inRun('data/sounds/en'));
    writeChord(inRun('data/moh/chord.wav'), 10, holdMusicHz);
    const values: Record<string, string> = {
      RUN: this.#run,
      ROOT: tree,
      HTTP_PORT: String(httpPort),
      SERVER_URL: serverUrl,
      PBX_SECRET: pbxSecret,
      AGENTS: labAgents.map(describeAgent).join('\n'),
      ICE_HOST_CANDIDATES: realAddresses()
        .map((address) => `${address} => 127.0.0.1`)
        .join('\n'),
    };
    for (const file of readdirSync(templates)) {
      const text = readFileSync(path.join(templates, file), 'utf8');
      writeFileSync(
        inRun('etc', file),
        text.replaceAll(/@([A-Z_]+)@/g, (all, name: string) => values[name] ?? all),
      );
    }
    // What customers are given, as it is.
    for (const file of readdirSync(resources).filter((name) => name.endsWith('.conf'))) {
      cpSync(path.join(resources, file), inRun('etc', file));
    }
    for (const name of emptyFiles) writeFileSync(inRun('etc', `${name}.conf`), '');
    cpSync(path.join(tree, 'etc/asterisk/indications.conf'), inRun('etc/indications.conf'));
  }
}

const describeAgent = (agent: string): string => `[${agent}](lab-agent)
auth = ${agent}
aors = ${agent}
callerid = Agent ${agent} <${agent}>
[${agent}](deskline-login)
username = ${agent}
password = ${passwordOf(agent)}
[${agent}](deskline-address)`;

/** Asterisk offers no ICE candidate in 127.0.0.0/8, so it needs one other address to stand for it. */
function realAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const real = addresses.filter((each) => each.family === 'IPv4' && !each.address.startsWith('127.'));
  if (real.length > 0) return real.map((each) => each.address);
  throw new Error('Asterisk needs an IPv4 address beside 127.0.0.1: ip addr add 10.99.0.1/32 dev lo');
}
