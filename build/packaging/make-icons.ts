/**
 * Draws the icons of the installers from resources/icons/icon.svg, in every format and size they ask for, so that
 * packaging converts nothing. Run it after a change of the drawing: `node build/packaging/make-icons.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../test/host/find-chromium.ts';
import { type Picture, toIcns, toIco } from './icon-files.ts';

const folder = path.resolve(import.meta.dirname, '../../resources/icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');

const { executablePath, environment } = findChromium({ ...process.env, DESKLINE_HEADLESS: '1' });
const env: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '/',
  ...environment,
};
const browser = await chromium.launch({ executablePath, env });
const pictures: Picture[] = [];
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
  await page.close();
}
await browser.close();

writeFileSync(path.join(folder, 'icon.ico'), toIco(pictures.filter(({ size }) => size <= 256)));
writeFileSync(path.join(folder, 'icon.icns'), toIcns(pictures));
mkdirSync(path.join(folder, 'linux'), { recursive: true });
for (const { size, png } of pictures.filter((picture) => picture.size <= 512)) {
  writeFileSync(path.join(folder, 'linux', `${size}x${size}.png`), png);
}
console.log(`icon.ico, icon.icns and linux/ with ${sizes.join(', ')} pixels`);
