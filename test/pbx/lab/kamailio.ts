/** A Kamailio with rtpengine that keeps the gate of a given server: the other PBX that Deskline is tried with. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../build/run/data-directory.ts';
import { freeUdpPort } from './free-udp-port.ts';
import { installKamailio } from './install.ts';
import { inTree, kamailioRecipe } from './lab-folders.ts';
import { TiedProgram } from './tied-program.ts';

const bootTimeoutMs = 20_000;
const resources = new URL('../../../resources/pbx/kamailio/', import.meta.url).pathname;
const template = new URL('../kamailio/kamailio.cfg', import.meta.url);

export class Kamailio {
  readonly sipUrl: string;
  readonly domain = '127.0.0.1';
  readonly #run = mkdtempSync(path.join(tmpdir(), 'deskline-kamailio-'));
  readonly #programs: TiedProgram[] = [];

  private constructor(httpPort: number) {
    this.sipUrl = `ws://127.0.0.1:${httpPort}/ws`;
  }

  /** The accounts are those of the Asterisk lab, and `carrier`, who answers for the telephone network. */
  static async start(serverUrl: string, pbxSecret: string): Promise<Kamailio> {
    const httpPort = await freePort();
    const kamailio = new Kamailio(httpPort);
    try {
      await kamailio.#boot(httpPort, await freeUdpPort(), serverUrl, pbxSecret);
    } catch (error) {
      await kamailio.stop();
      throw error;
    }
    return kamailio;
  }

  /** Everything both programs said. */
  log(): string {
    return this.#programs.map(({ said }) => said).join('\n');
  }

  async stop(): Promise<void> {
    for (const program of this.#programs.toReversed()) await program.end();
    rmSync(this.#run, { recursive: true, force: true });
  }

  async #boot(httpPort: number, ngPort: number, serverUrl: string, pbxSecret: string): Promise<void> {
    const tree = installKamailio();
    const values: Record<string, string> = {
      ROOT: tree,
      HTTP_PORT: String(httpPort),
      NG_PORT: String(ngPort),
      SERVER_URL: serverUrl,
      PBX_SECRET: pbxSecret,
    };
    const text = readFileSync(template, 'utf8').replaceAll(/@([A-Z_]+)@/g, (all, name: string) => values[name] ?? all);
    const configuration = path.join(this.#run, 'kamailio.cfg');
    writeFileSync(configuration, text);
    for (const file of readdirSync(resources)) cpSync(path.join(resources, file), path.join(this.#run, file));

    const relay = new TiedProgram(
      ...inTree(tree, 'usr/bin/rtpengine', [
        '--config-file=none',
        '--foreground',
        '--table=-1',
        '--interface=127.0.0.1',
        `--listen-ng=127.0.0.1:${ngPort}`,
        '--port-min=22000',
        '--port-max=22400',
        '--num-threads=2',
        '--log-stderr',
        '--log-level=6',
      ]),
    );
    this.#programs.push(relay);
    // Kamailio drops a relay that misses its first ping.
    await relay.untilReady(() => relay.said.includes('Startup complete'), bootTimeoutMs);
    const proxy = new TiedProgram(
      ...inTree(tree, kamailioRecipe.program, [
        '-f',
        configuration,
        '-Y',
        this.#run,
        '-DD',
        '-E',
        '-m',
        '32',
        '-M',
        '4',
      ]),
    );
    this.#programs.push(proxy);
    await proxy.untilReady(() => isListening(httpPort), bootTimeoutMs);
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false));
    probe.once('connect', () => probe.destroy());
  });
