import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  gatewaysOfLinuxRoutes,
  gatewaysOfMacRoute,
  gatewaysOfWindowsRoutes,
  hardwareAddressOf,
  isSameNetwork,
  networkFingerprint,
  subnetsOf,
} from './network.ts';

const linuxRoutes = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
wlp2s0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
tun0	00000000	00000000	0001	0	0	50	00000000	0	0	0
wlp2s0	0001A8C0	00000000	0001	0	0	600	00FFFFFF	0	0	0
`;
const linuxNeighbors = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.20     0x1         0x2         aa:bb:cc:00:00:20     *        wlp2s0
192.168.1.1      0x1         0x2         aa:bb:cc:00:00:01     *        wlp2s0
192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        wlp2s0
`;
const macNeighbors = `? (192.168.1.1) at a:bb:cc:0:0:1 on en0 ifscope [ethernet]
? (192.168.1.20) at (incomplete) on en0 ifscope [ethernet]
`;
const windowsRoutes = `===========================================================================
Active Routes:
Network Destination        Netmask          Gateway       Interface  Metric
          0.0.0.0          0.0.0.0      192.168.1.1    192.168.1.50     25
      192.168.1.0    255.255.255.0         On-link     192.168.1.50    281
`;
const windowsNeighbors = `
Schnittstelle: 192.168.1.50 --- 0x5
  Internetadresse       Physische Adresse     Typ
  192.168.1.1           aa-bb-cc-00-00-01     dynamisch
`;
const info = (address: string, netmask: string, changes: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo =>
  ({
    address,
    netmask,
    family: 'IPv4',
    mac: 'aa:bb:cc:00:00:50',
    internal: false,
    cidr: null,
    ...changes,
  }) as NetworkInterfaceInfo;
const wifi = info('192.168.1.50', '255.255.255.0');
const loopback = info('127.0.0.1', '255.0.0.0', { internal: true });

describe('the gateway', () => {
  it('is read from what each system tells', () => {
    expect(gatewaysOfLinuxRoutes(linuxRoutes)).toEqual(['192.168.1.1']);
    expect(gatewaysOfMacRoute('   route to: default\n    gateway: 192.168.1.1\n  interface: en0\n')).toEqual([
      '192.168.1.1',
    ]);
    expect(gatewaysOfWindowsRoutes(windowsRoutes)).toEqual(['192.168.1.1']);
    for (const read of [gatewaysOfLinuxRoutes, gatewaysOfMacRoute, gatewaysOfWindowsRoutes])
      expect(read('')).toEqual([]);
  });
  it('has the same hardware address, however that is written', () => {
    expect(hardwareAddressOf('192.168.1.1', linuxNeighbors)).toBe('aa:bb:cc:00:00:01');
    expect(hardwareAddressOf('192.168.1.1', macNeighbors)).toBe('0a:bb:cc:00:00:01');
    expect(hardwareAddressOf('192.168.1.1', windowsNeighbors)).toBe('aa:bb:cc:00:00:01');
  });
  it('has none while nobody has asked it yet', () => {
    expect(hardwareAddressOf('192.168.1.9', linuxNeighbors)).toBeNull();
    expect(hardwareAddressOf('192.168.1.20', macNeighbors)).toBeNull();
    expect(hardwareAddressOf('192.168.1.2', linuxNeighbors)).toBeNull();
  });
});

describe('subnets', () => {
  it('are those of the interfaces that lead out', () => {
    expect(subnetsOf({ lo: [loopback], wlp2s0: [wifi, info('192.168.1.51', '255.255.255.0')] })).toEqual([
      '192.168.1.0/255.255.255.0',
    ]);
    expect(subnetsOf({ lo: [loopback] })).toEqual([]);
  });
  it('of IPv6 count where there is nothing else, without what changes by itself', () => {
    const ipv6 = info('2001:db8:1:2:aaaa:bbbb:cccc:dddd', 'ffff:ffff:ffff:ffff::', { family: 'IPv6', scopeid: 0 });
    const link = info('fe80::1', 'ffff:ffff:ffff:ffff::', { family: 'IPv6', scopeid: 2 });
    expect(subnetsOf({ eth0: [ipv6, link] })).toEqual(['2001:db8:1:2::/64']);
    expect(subnetsOf({ eth0: [ipv6, wifi] })).toEqual(['192.168.1.0/255.255.255.0']);
    expect(addressesOf({ eth0: [link] })).toBe('');
  });
});

describe('two networks', () => {
  it('are the same by their gateway, or by their subnets while one of the gateways is unknown', () => {
    expect(isSameNetwork('gate.net', 'gate.other')).toBe(true);
    expect(isSameNetwork('gate.net', 'another.net')).toBe(false);
    expect(isSameNetwork('.net', 'gate.net')).toBe(true);
    expect(isSameNetwork('.net', 'gate.other')).toBe(false);
  });
  it('have fingerprints that stay and tell nothing', async () => {
    const here = await networkFingerprint();
    expect(await networkFingerprint()).toBe(here);
    expect(here ?? '.'.padEnd(23, 'x')).toMatch(/^[\w-]{0,22}\.[\w-]{22}$/);
  });
});
