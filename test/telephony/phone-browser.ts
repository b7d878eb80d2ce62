/** A real Chromium that shows the real phone page, bundled as the desktop does, under the page's own policy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build } from 'vite';
import { contentSecurityPolicy, createNonce } from '../../electron/security/csp.ts';
import { findChromium } from '../host/find-chromium.ts';
import { installVoice } from './phone-ears.ts';
import { type Exchange, type PhoneOptions, PhonePage } from './phone-page.ts';
import { hardware, installSoundHardware } from './sound-hardware.ts';
import { writeToneFile } from './tone-file.ts';

/** What the browser's microphone sings. */
export const microphoneHz = 440;

/** Bundles the page as the desktop does, and hands it out from memory. */
async function bundlePage(): Promise<Map<string, string>> {
  const root = path.resolve(import.meta.dirname, '../../renderer/app');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'esnext', rolldownOptions: { input: path.join(root, 'phone.html') } },
  });
  const files = new Map<string, string>();
  for (const result of [built].flat()) {
    if (!('output' in result)) continue;
    for (const file of result.output)
      files.set(`/${file.fileName}`, 'code' in file ? file.code : file.source.toString());
  }
  return files;
}

export type PhoneBrowserOptions = { lineHost?: string };

export class PhoneBrowser {
  readonly origin: string;
  #server: Server;
  #browser: Browser;
  #folder: string;

  private constructor(parts: { origin: string; server: Server; browser: Browser; folder: string }) {
    this.origin = parts.origin;
    this.#server = parts.server;
    this.#browser = parts.browser;
    this.#folder = parts.folder;
  }

  /** `lineHost`: where the phone systems are that its pages may connect to. */
  static async start({ lineHost = '127.0.0.1' }: PhoneBrowserOptions = {}): Promise<PhoneBrowser> {
    const files = await bundlePage();
    // The page's own policy; the ports of line and edges are not known yet.
    const policy = contentSecurityPolicy('phone', createNonce(), []).replace(
      'connect-src',
      `connect-src ws://${lineHost}:*`,
    );
    const server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
      const headers = {
        'content-type': type,
        'content-security-policy': policy,
      };
      response.writeHead(file === undefined ? 404 : 200, headers).end(file);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The page server does not listen.');
    const origin = `http://127.0.0.1:${address.port}`;
    const folder = mkdtempSync(path.join(tmpdir(), 'phone-page-'));
    const tone = path.join(folder, 'tone.wav');
    writeToneFile(tone, microphoneHz);
    const choice = findChromium();
    const browser = await chromium.launch({
      executablePath: choice.executablePath,
      env: { ...process.env, ...choice.environment },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--autoplay-policy=no-user-gesture-required',
        '--use-fake-device-for-media-stream=device-count=3',
        `--use-file-for-fake-audio-capture=${tone}`,
        '--allow-loopback-in-peer-connection',
        ...choice.switches.map((name) => `--${name}`),
      ],
    });
    return new PhoneBrowser({ origin, server, browser, folder });
  }

  /** The browser's first process: everything it runs hangs on it. */
  async processId(): Promise<number> {
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const first = processInfo.find(({ type }) => type === 'browser');
    if (!first) throw new Error('The browser does not say which process it is.');
    return first.id;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A page with a phone in it; signed in, so that it registers by itself unless told otherwise. */
  async open(agent: string, exchange: Exchange, options: PhoneOptions = {}): Promise<PhonePage> {
    const context = await this.#browser.newContext();
    if (options.microphone === 'denied') await context.addInitScript(refuseMicrophone);
    else await context.grantPermissions(['microphone'], { origin: this.origin });
    if (options.voiceHz !== undefined) await context.addInitScript(installVoice, options.voiceHz);
    if (options.hasHardware) await context.addInitScript(installSoundHardware, hardware);
    if (options.initScript) await context.addInitScript({ content: options.initScript });
    const phone = new PhonePage(context, agent, exchange, options);
    await phone.load(`${this.origin}/phone.html`);
    return phone;
  }
}

/** Runs in the page. The browser that npm brings grants every microphone, so the refusal cannot be left to it. */
function refuseMicrophone(): void {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
}
