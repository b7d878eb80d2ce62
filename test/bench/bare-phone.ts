/** The bare SIP.js phone for a page that is open. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { BarePhoneOptions } from './bare-phone.page.ts';

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'bare-phone.page.ts'),
        output: { format: 'iife' },
      },
    },
  });
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const script = files.find((file) => file.type === 'chunk');
  if (script?.type !== 'chunk') throw new Error('The bare phone was not built.');
  return script.code;
}

export async function openBarePhone(page: Page, options: BarePhoneOptions): Promise<void> {
  await page.evaluate(await bundle());
  await page.evaluate((wanted) => window.openBarePhone(wanted), options);
}

export const dialBare = (page: Page, target: string, permit: string): Promise<number> =>
  page.evaluate(([number, token]) => window.barePhone.dial(number, token), [target, permit] as const);
