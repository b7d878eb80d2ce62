/**
 * Which network this computer is on, as far as a street address depends on it: the hardware address of its gateway, which no
 * two sites share. Where that cannot be found, the subnets of its interfaces. Never the name of a Wi-Fi: asking for that needs
 * the person's permission to be located, and a building has many.
 */
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const toolWithinMs = 2000;
const run = (program: string, ...words: string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, words, { timeout: toolWithinMs, windowsHide: true }, (error, text) => resolve(error ? '' : text));
  });
const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Gateways of the default routes in Linux's `/proc/net/route`: hexadecimal, least significant byte first. Pure. */
export function gatewaysOfLinuxRoutes(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    const [, destination = '', gateway = ''] = line.trim().split(/\s+/);
    if (destination !== '00000000' || !/^[0-9A-F]{8}$/i.test(gateway) || /^0+$/.test(gateway)) return [];
    return [
      (gateway.match(/../g) ?? [])
        .map((byte) => Number.parseInt(byte, 16))
        .reverse()
        .join('.'),
    ];
  });
}
/** `gateway: 192.168.1.1` of macOS's `route -n get default`. Pure. */
export const gatewaysOfMacRoute = (text: string): string[] => {
  const found = /gateway:\s*(\d+(?:\.\d+){3})/.exec(text)?.[1];
  return found === undefined ? [] : [found];
};
/** `0.0.0.0  0.0.0.0  192.168.1.1  192.168.1.50  25` of Windows' `route print`, in any language. Pure. */
export const gatewaysOfWindowsRoutes = (text: string): string[] =>
  [...text.matchAll(/^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d+(?:\.\d+){3})\s/gm)].flatMap((match) => match[1] ?? []);

/** The hardware address beside an IP address, in Linux's `/proc/net/arp` and in `arp -a` of macOS and Windows alike. Pure. */
export function hardwareAddressOf(ip: string, table: string): string | null {
  for (const line of table.split('\n')) {
    if (!line.split(/[\s()]+/).includes(ip)) continue;
    const found = /\b[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}\b/i.exec(line)?.[0];
    if (found === undefined) continue;
    const address = found
      .toLowerCase()
      .split(/[:-]/)
      .map((byte) => byte.padStart(2, '0'))
      .join(':');
    if (address !== '00:00:00:00:00:00') return address;
  }
  return null;
}

async function gatewayAddresses(platform: NodeJS.Platform): Promise<string[]> {
  const [gateways, neighbors] =
    platform === 'linux'
      ? [gatewaysOfLinuxRoutes(await read('/proc/net/route')), await read('/proc/net/arp')]
      : platform === 'darwin'
        ? [gatewaysOfMacRoute(await run('/sbin/route', '-n', 'get', 'default')), await run('/usr/sbin/arp', '-an')]
        : [gatewaysOfWindowsRoutes(await run('route', 'print', '-4', '0.0.0.0')), await run('arp', '-a')];
  return gateways.flatMap((ip) => hardwareAddressOf(ip, neighbors) ?? []);
}

const isOutward = (each: NetworkInterfaceInfo): boolean => !each.internal && !/^fe80:/i.test(each.address);
/** `192.168.1.0/24`, or the first 64 bits of an IPv6 address: what comes after them changes by itself (RFC 8981). */
function subnetOf({ family, address, netmask }: NetworkInterfaceInfo): string {
  if (family === 'IPv6') return `${address.split(':').slice(0, 4).join(':')}::/64`;
  const mask = netmask.split('.').map(Number);
  const network = address.split('.').map((byte, index) => Number(byte) & (mask[index] ?? 0));
  return `${network.join('.')}/${netmask}`;
}

/** The subnets this computer is in; empty without a network. IPv6 counts only where there is no IPv4. Pure. */
export function subnetsOf(interfaces: Interfaces): string[] {
  const outward = Object.values(interfaces).flatMap((each) => (each ?? []).filter(isOutward));
  const ipv4 = outward.filter(({ family }) => family === 'IPv4');
  return [...new Set((ipv4.length > 0 ? ipv4 : outward).map(subnetOf))].sort();
}

/** Every address of every interface: another text means that connections made before may lead nowhere. Pure. */
export const addressesOf = (interfaces: Interfaces): string =>
  Object.entries(interfaces)
    .flatMap(([name, list]) => (list ?? []).filter(isOutward).map(({ address }) => `${name} ${address}`))
    .sort()
    .join('\n');

/** Whether what changed between two such texts is a wireless interface: `wlan0`, `wlp3s0`, `Wi-Fi`, `WLAN 2`. Pure. */
export function isWirelessChange(before: string, after: string): boolean {
  const [old, now] = [new Set(before.split('\n')), new Set(after.split('\n'))];
  const changed = [...old.symmetricDifference(now)].filter(Boolean);
  return changed.length > 0 && changed.every((line) => /^(wl|wi-?fi|airport)/i.test(line));
}

const hashed = (parts: readonly string[]): string =>
  parts.length === 0
    ? ''
    : createHash('sha256')
        .update([...new Set(parts)].sort().join('\n'))
        .digest('base64url')
        .slice(0, 22);

/** `gateways.subnets`, each as a hash that tells nothing of the network itself, or empty; null without any network. */
export async function networkFingerprint(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  const subnets = subnetsOf(networkInterfaces());
  return subnets.length === 0 ? null : `${hashed(await gatewayAddresses(platform))}.${hashed(subnets)}`;
}

/** A gateway is not always known in the first moments: then the subnets have to do. Pure. */
export function isSameNetwork(one: string, other: string): boolean {
  const [gateway = '', subnets = ''] = one.split('.');
  const [otherGateway = '', otherSubnets = ''] = other.split('.');
  return gateway !== '' && otherGateway !== '' ? gateway === otherGateway : subnets === otherSubnets;
}
