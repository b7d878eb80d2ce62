import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFile, readBuilderConfig } from './builder-config.ts';

const text = readFileSync(configFile, 'utf8');

describe('the packaging configuration', () => {
  it('is what electron-builder understands', async () => {
    await expect(readBuilderConfig()).resolves.toMatchObject({ productName: 'Deskline', asar: true });
  });

  it('is refused with a key electron-builder does not know', async () => {
    await expect(readBuilderConfig(text.replace('asarUnpack', 'asarUnpak'))).rejects.toThrow('asarUnpak');
  });

  it('starts every platform list of files with a file, or the whole project would be packed', async () => {
    const config = await readBuilderConfig();
    for (const platform of ['linux', 'win', 'mac']) {
      expect(config[platform]).toMatchObject({ files: expect.arrayContaining(['package.json']) });
    }
  });

  it('asks macOS for the microphone: with a reason, and with the right that the hardened runtime wants', async () => {
    const { mac } = await readBuilderConfig();
    const { entitlements, entitlementsInherit, ...rest } = mac as Record<string, string>;
    expect(rest).toMatchObject({
      hardenedRuntime: true,
      extendInfo: { NSMicrophoneUsageDescription: expect.stringContaining('microphone') },
    });
    for (const file of [entitlements, entitlementsInherit]) {
      const granted = readFileSync(path.resolve(configFile, '..', file ?? ''), 'utf8');
      expect(granted).toMatch(/<key>com\.apple\.security\.device\.audio-input<\/key>\s*<true\/>/);
    }
  });

  it('claims the links of telephones', async () => {
    const { protocols } = await readBuilderConfig();
    const schemes = [protocols].flat(2).flatMap((each) => (each as { schemes: string[] }).schemes);
    expect(schemes.toSorted()).toEqual(['callto', 'sip', 'tel']);
  });
});
