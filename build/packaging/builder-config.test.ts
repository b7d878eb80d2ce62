import { readFileSync } from 'node:fs';
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

  it('claims the links of telephones', async () => {
    const { protocols } = await readBuilderConfig();
    const schemes = [protocols].flat(2).flatMap((each) => (each as { schemes: string[] }).schemes);
    expect(schemes.toSorted()).toEqual(['callto', 'sip', 'tel']);
  });
});
