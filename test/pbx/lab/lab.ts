/** An Asterisk that keeps the gate of a given server, with accounts for the specs' people. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../build/run/data-directory.ts';
import { Asterisk, managerUrlOf, sipUrlOf } from './asterisk.ts';
import { labUsers, passwordOf } from './asterisk-configuration.ts';
import { freeUdpPort } from './free-udp-port.ts';
import { installAsterisk } from './install.ts';

/** What a server needs to know to send its phones to the lab. */
export type LabAccess = { sipUrl: string; domain: string; serverEnvironment: Record<string, string> };
type Ports = { httpPort: number; managerPort: number; carrierPort: number };

export class Lab {
  readonly access: LabAccess;
  readonly #accountsFolder = mkdtempSync(path.join(tmpdir(), 'deskline-pbx-accounts-'));
  readonly #ports: Ports;
  #asterisk: Asterisk | undefined;

  private constructor(ports: Ports, emails: readonly string[]) {
    this.#ports = ports;
    const accountsFile = path.join(this.#accountsFolder, 'accounts.json');
    const accounts = emails.map((email, index) => [email, accountOf(index)] as const);
    writeFileSync(accountsFile, JSON.stringify(Object.fromEntries(accounts)), { mode: 0o600 });
    const sipUrl = sipUrlOf(ports.httpPort);
    const domain = '127.0.0.1';
    this.access = {
      sipUrl,
      domain,
      serverEnvironment: {
        DESKLINE_SIP_URLS: sipUrl,
        DESKLINE_SIP_DOMAIN: domain,
        DESKLINE_SIP_ACCOUNTS: accountsFile,
        DESKLINE_PBX_SERVICES: 'conference,park,voicemail,supervise,echo,emergency,record,queues',
        DESKLINE_PBX_CONTROL: managerUrlOf(ports.managerPort),
        DESKLINE_PBX_QUEUES: 'support:Customer support,spanish:Spanish line',
      },
    };
  }

  /** Chooses ports and accounts: the first four people get 1001 to 1004, the fifth the supervisor's 1900. Starts nothing. */
  static async prepare(emails: readonly string[]): Promise<Lab> {
    const [httpPort, managerPort, carrierPort] = [await freePort(), await freePort(), await freeUdpPort()];
    return new Lab({ httpPort, managerPort, carrierPort }, emails);
  }

  async start(serverUrl: string, pbxSecret: string): Promise<Asterisk> {
    this.#asterisk = await Asterisk.start({ tree: installAsterisk(), ...this.#ports, serverUrl, pbxSecret });
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

/** The account of the n-th person, counted from 0. */
export function accountOf(index: number): { username: string; password: string } {
  const username = labUsers[index];
  if (username === undefined) throw new Error(`The lab has ${labUsers.length} accounts only.`);
  return { username, password: passwordOf(username) };
}
