/**
 * Draws the PNG files of resources/icons from the SVG files beside them. Run it after a change of a drawing:
 * `node build/packaging/make-icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../test/host/find-chromium.ts';

const folder = path.resolve(import.meta.dirname, '../../resources/icons');

/** Installers make their own formats (.ico, .icns) from the one large picture. */
const icons = [['icon.png', 'icon.svg', 1024]] as const;

const { executablePath, environment } = findChromium({ ...process.env, DESKLINE_HEADLESS: '1' });
const env: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '/',
  ...environment,
};
const browser = await chromium.launch({ executablePath, env });
try {
  for (const [file, drawing, size] of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = readFileSync(path.join(folder, drawing), 'utf8');
    await page.setContent(
      `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    writeFileSync(path.join(folder, file), await page.screenshot({ omitBackground: true }));
    await page.close();
    console.log(`${file} ${size}×${size}`);
  }
} finally {
  await browser.close();
}
