/** Writes the folder that the lab's Asterisk runs in: its own configuration, and what customers are given as it is. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { writeChord } from './wav.ts';

const loopback = '127.0.0.1';
const resources = new URL('../../../resources/pbx/asterisk/', import.meta.url).pathname;
const templates = new URL('../asterisk/', import.meta.url).pathname;
/** Files that Asterisk wants to find, even empty. */
const emptyFiles = ['acl', 'ccss', 'features', 'pjproject', 'udptl', 'websocket_client', 'res_curl'];
const folders = [
  'etc',
  'cache',
  'lib/keys',
  'log/cdr-custom',
  'log/cel-custom',
  'data/sounds',
  'data/moh',
  'spool/tmp',
  'spool/voicemail',
];
export const holdMusicHz = [350, 650];

/** The lab's agents, then its supervisor. */
export const labUsers = ['1001', '1002', '1003', '1004', '1900'] as const;
export type LabUser = (typeof labUsers)[number];
export const passwordOf = (user: string): string => `password-of-${user}`;
export const managerSecret = 'manager-secret-of-the-lab';

export type AsteriskOptions = {
  /** The unpacked tree: see install.ts. */
  tree: string;
  httpPort: number;
  managerPort: number;
  /** UDP; where the telephone network is. */
  carrierPort: number;
  /** Where it listens and sends from, when that is not loopback: an address of a network namespace of the test's own. */
  place?: { address: string; namespace: string };
  /** The Deskline server that the dialplan asks. */
  serverUrl: string;
  pbxSecret: string;
};

export const recordingsOf = (run: string): string => path.join(run, 'spool/monitor');

/** Everything below `run`, which must exist and be empty. */
export function renderConfiguration(run: string, options: AsteriskOptions): void {
  const { place } = options;
  const inRun = (...names: string[]): string => path.join(run, ...names);
  for (const folder of [...folders, 'spool/monitor']) mkdirSync(inRun(folder), { recursive: true });
  const share = path.join(options.tree, 'usr/share/asterisk');
  symlinkSync(path.join(share, 'documentation'), inRun('data/documentation'));
  symlinkSync(path.join(share, 'sounds/en_US_f_Allison'), inRun('data/sounds/en'));
  writeChord(inRun('data/moh/chord.wav'), 10, holdMusicHz);
  const values: Record<string, string> = {
    RUN: run,
    ROOT: options.tree,
    HTTP_PORT: String(options.httpPort),
    MANAGER_PORT: String(options.managerPort),
    CARRIER_PORT: String(options.carrierPort),
    MANAGER_SECRET: managerSecret,
    SERVER_URL: options.serverUrl,
    PBX_SECRET: options.pbxSecret,
    AGENTS: labUsers.map(describeUser).join('\n'),
    MAILBOXES: labUsers.map((user) => `${user} => 1234,Agent ${user}`).join('\n'),
    ICE_HOST_CANDIDATES: place
      ? ''
      : realAddresses()
          .map((each) => `${each} => ${loopback}`)
          .join('\n'),
  };
  for (const file of readdirSync(templates)) {
    const text = readFileSync(path.join(templates, file), 'utf8');
    writeFileSync(
      inRun('etc', file),
      text
        .replaceAll(/@([A-Z_]+)@/g, (all, name: string) => values[name] ?? all)
        .replaceAll(loopback, place?.address ?? loopback),
    );
  }
  // What customers are given, as it is.
  for (const file of readdirSync(resources).filter((name) => name.endsWith('.conf'))) {
    cpSync(path.join(resources, file), inRun('etc', file));
  }
  for (const name of emptyFiles) writeFileSync(inRun('etc', `${name}.conf`), '');
  cpSync(path.join(options.tree, 'etc/asterisk/indications.conf'), inRun('etc/indications.conf'));
}

const describeUser = (user: LabUser): string => `[${user}](lab-agent)
auth = ${user}
aors = ${user}
mailboxes = ${user}@default
callerid = Agent ${user} <${user}>
[${user}](deskline-login)
username = ${user}
password = ${passwordOf(user)}
[${user}](deskline-address)`;

/** Asterisk offers no ICE candidate in 127.0.0.0/8, so it needs one other address to stand for it. */
function realAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const real = addresses.filter((each) => each.family === 'IPv4' && !each.address.startsWith('127.'));
  if (real.length > 0) return real.map((each) => each.address);
  throw new Error('Asterisk needs an IPv4 address beside 127.0.0.1: ip addr add 10.99.0.1/32 dev lo');
}
