/** Opens phones in one headless Chromium: each is a page of its own with its own voice. */
import { createServer } from 'node:http';
import { type Browser, chromium, type JSHandle, type Page } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../host/find-chromium.ts';
import type { TestPhone, TestPhoneOptions } from './phone-page.ts';

/** The phone inside its page; `phone.evaluate((it) => it.register())`. */
export type Phone = JSHandle<TestPhone>;
export type PhoneBooth = {
  /** Web origin of the pages. */
  origin: string;
  open(options: TestPhoneOptions): Promise<{ page: Page; phone: Phone }>;
  close(): Promise<void>;
};

async function bundlePage(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: new URL('phone-page.ts', import.meta.url).pathname,
        output: { format: 'iife', entryFileNames: 'phone-page.js' },
      },
    },
  });
  const files = Array.isArray(output) ? output.flatMap((each) => each.output) : 'output' in output ? output.output : [];
  const script = files.find((file) => file.type === 'chunk');
  if (script?.type !== 'chunk') throw new Error('The phone page was not built.');
  return script.code;
}

async function launchBrowser(): Promise<Browser> {
  const found = findChromium();
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.environment },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      // Without it WebRTC works only while some other network interface is up.
      '--allow-loopback-in-peer-connection',
      ...found.switches.map((name) => `--${name}`),
    ],
  });
}

export async function openPhones(): Promise<PhoneBooth> {
  const script = await bundlePage();
  const server = createServer((request, response) => {
    if (request.url === '/phone-page.js')
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script);
    else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<!doctype html><title>phone</title><script src="/phone-page.js"></script>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const browser = await launchBrowser();
  const context = await browser.newContext({ permissions: ['microphone'] });
  return {
    origin,
    async open(options) {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`phone ${options.user}: ${error.message}`));
      await page.goto(origin);
      const phone = await page.evaluateHandle((given) => new window.TestPhone(given), options);
      return { page, phone };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
