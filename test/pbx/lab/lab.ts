/** An Asterisk that keeps the gate of a given server, with accounts for the specs' agents. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../build/run/data-directory.ts';
import { Asterisk, labAgents, passwordOf } from './asterisk.ts';
import { installAsterisk } from './install-asterisk.ts';

/** What a server needs to know to send its phones to the lab. */
export type LabAccess = { sipUrl: string; domain: string; serverEnvironment: Record<string, string> };

export class Lab {
  readonly access: LabAccess;
  readonly #accountsFolder = mkdtempSync(path.join(tmpdir(), 'deskline-pbx-accounts-'));
  readonly #httpPort: number;
  #asterisk: Asterisk | undefined;

  private constructor(httpPort: number, emails: readonly string[]) {
    this.#httpPort = httpPort;
    const accountsFile = path.join(this.#accountsFolder, 'accounts.json');
    const accounts = emails.map((email, index) => [email, accountOf(index)] as const);
    writeFileSync(accountsFile, JSON.stringify(Object.fromEntries(accounts)), { mode: 0o600 });
    const sipUrl = `ws://127.0.0.1:${httpPort}/ws`;
    const domain = '127.0.0.1';
    this.access = {
      sipUrl,
      domain,
      serverEnvironment: {
        DESKLINE_SIP_URLS: sipUrl,
        DESKLINE_SIP_DOMAIN: domain,
        DESKLINE_SIP_ACCOUNTS: accountsFile,
      },
    };
  }

  /** Chooses ports and accounts: the first person gets 1001, the second 1002, and so on. Starts nothing. */
  static async prepare(emails: readonly string[]): Promise<Lab> {
    return new Lab(await freePort(), emails);
  }

  async start(serverUrl: string, pbxSecret: string): Promise<Asterisk> {
    this.#asterisk = await Asterisk.start({ tree: installAsterisk(), httpPort: this.#httpPort, serverUrl, pbxSecret });
    return this.#asterisk;
  }

  get asterisk(): Asterisk {
    if (this.#asterisk === undefined) throw new Error('Asterisk was not started.');
    return this.#asterisk;
  }

  async stop(): Promise<void> {
    await this.#asterisk?.stop();
    rmSync(this.#accountsFolder, { recursive: true, force: true });
  }
}

/** The account of the n-th agent, counted from 0. */
export function accountOf(index: number): { username: string; password: string } {
  const username = labAgents[index];
  if (username === undefined) throw new Error(`The lab has ${labAgents.length} agents only.`);
  return { username, password: passwordOf(username) };
}
