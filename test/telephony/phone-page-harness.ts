/** The real phone page in a real Chromium, with a bridge of the test's own, against the real practice line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { contentSecurityPolicy, createNonce } from '../../electron/security/csp.ts';
import { issueSipCredentials } from '../../server/features/telephony/sip-credentials.ts';
import { PracticeLine } from '../../server/practice-line/practice-line.ts';
import type { CallEvent } from '../../shared/contracts/calls/calls.contract.ts';
import { createId } from '../../shared/domain/ids.ts';
import { channels } from '../../shared/ipc/ipc-map.ts';
import { type Settings, settingsSchema } from '../../shared/ipc/local-schemas.ts';
import type { PbxServices, PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import type {
  CheckOutFinding,
  PhoneCall,
  PhoneLevels,
  PhoneOrder,
  PhoneSnapshot,
} from '../../shared/ipc/phone-snapshot.ts';
import { findChromium } from '../host/find-chromium.ts';
import { hardware, installSoundHardware } from './sound-hardware.ts';
import { writeToneFile } from './tone-file.ts';

const sipSecret = 'the key of this test';
export const goodPermit = 'good.permit.token';
/** What the test's microphone sings. */
export const microphoneHz = 440;

/** `window.deskline` as a preload makes it, with the test in the place of the main process; counts peer connections. */
const bridgeScript = `
  const listeners = new Map();
  globalThis.deskline = {
    invoke: (channel, request) => answerInvoke(channel, request),
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return () => listeners.set(channel, listeners.get(channel).filter((each) => each !== listener));
    },
  };
  const connections = [];
  const Connection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(...parts) {
      super(...parts);
      connections.push(this);
    }
  };
  globalThis.countConnections = () => ({
    made: connections.length,
    open: connections.filter(({ connectionState }) => connectionState !== 'closed').length,
    sending: connections.flatMap((each) => each.getSenders()).filter(({ track }) => track?.readyState === 'live').length,
  });
  globalThis.emitFromMain = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  };
`;

type Recorded = CallEvent & { callId: string; incoming?: unknown };

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

const ok = (value: unknown): unknown => ({ ok: true, value });

export class PhoneBench {
  readonly line: PracticeLine;
  readonly origin: string;
  #server: Server;
  #browser: Browser;
  #folder: string;

  private constructor(parts: { line: PracticeLine; origin: string; server: Server; browser: Browser; folder: string }) {
    this.line = parts.line;
    this.origin = parts.origin;
    this.#server = parts.server;
    this.#browser = parts.browser;
    this.#folder = parts.folder;
  }

  static async start(): Promise<PhoneBench> {
    const files = await bundlePage();
    // The page's own policy; the ports of line and edges are not known yet.
    const policy = contentSecurityPolicy('phone', createNonce(), []).replace(
      'connect-src',
      'connect-src ws://127.0.0.1:*',
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
    const line = await PracticeLine.start({
      sipSecret,
      origins: [origin],
      redeemPermit: ({ permit }) =>
        Promise.resolve(
          permit === goodPermit
            ? { outcome: 'allowed', callId: createId(), callerId: '+15555550199' }
            : { outcome: 'refused' },
        ),
    });
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
    return new PhoneBench({ line, origin, server, browser, folder });
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.line.stop();
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A page with a phone in it; signed in, so that it registers by itself unless told otherwise. */
  async open(agent: string, options: PhoneOptions = {}): Promise<PhonePage> {
    const context = await this.#browser.newContext();
    if (options.microphone === 'denied') await context.addInitScript(refuseMicrophone);
    else await context.grantPermissions(['microphone'], { origin: this.origin });
    if (options.hasHardware) await context.addInitScript(installSoundHardware, hardware);
    if (options.initScript) await context.addInitScript({ content: options.initScript });
    const phone = new PhonePage(context, agent, this.line, options);
    await phone.load(`${this.origin}/phone.html`);
    return phone;
  }
}

export type PhoneOptions = {
  serverUrls?: string[];
  password?: string;
  lifeSeconds?: number;
  microphone?: 'denied';
  isSignedOut?: boolean;
  settings?: Partial<Settings>;
  iceServers?: PhoneToken['ice_servers'];
  services?: Partial<PbxServices>;
  /** Microphones and loudspeakers of the test's own: see sound-hardware.ts. */
  hasHardware?: boolean;
  /** Runs in the page before the page's own script. */
  initScript?: string;
};

export class PhonePage {
  readonly agent: string;
  snapshots: PhoneSnapshot[] = [];
  events: Recorded[] = [];
  levels: (PhoneLevels & { atMs: number })[] = [];
  checkOut: { runId: string; finding: CheckOutFinding }[] = [];
  faults: string[] = [];
  logs: string[] = [];
  tokensIssued = 0;
  page!: Page;
  options: PhoneOptions;
  #context: BrowserContext;
  #line: PracticeLine;

  constructor(context: BrowserContext, agent: string, line: PracticeLine, options: PhoneOptions) {
    this.#context = context;
    this.agent = agent;
    this.#line = line;
    this.options = options;
  }

  async load(url: string): Promise<void> {
    this.page = await this.#context.newPage();
    this.page.on('pageerror', (error) => this.faults.push(error.message));
    this.page.on('console', (message) => {
      this.logs.push(message.text());
      if (message.text().includes('Content Security Policy')) this.faults.push(message.text());
    });
    await this.page.exposeFunction('answerInvoke', (channel: string, request: unknown) =>
      this.#answer(channel, request),
    );
    await this.page.addInitScript(bridgeScript);
    await this.page.goto(url);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  get now(): PhoneSnapshot {
    const last = this.snapshots.at(-1);
    if (!last) throw new Error('The phone page has published nothing.');
    return last;
  }

  call(callId: string): PhoneCall | undefined {
    return this.snapshots.at(-1)?.calls.find((call) => call.callId === callId);
  }

  eventTypes(callId: string): string[] {
    return this.events.filter((event) => event.callId === callId && event.type !== 'quality').map(({ type }) => type);
  }

  async order(order: PhoneOrder | Record<string, unknown>): Promise<void> {
    await this.emit('phone:order', order);
  }

  async emit(channel: string, payload: unknown): Promise<void> {
    await this.page.evaluate(`emitFromMain(${JSON.stringify(channel)}, ${JSON.stringify(payload)})`);
  }

  /** Dials a practice number, or whatever the target says, and returns the call's id. */
  async dial(target: string, dialPermit = goodPermit): Promise<string> {
    const callId = createId();
    await this.order({
      do: 'dial',
      callId,
      sipTarget: `sip:${target}@${this.#line.domain}`,
      dialPermit,
      remoteNumber: target,
      remoteName: null,
      accountId: null,
      consultationFor: null,
      clickedAtMs: Date.now(),
    });
    return callId;
  }

  /** As main tells all windows after somebody changed something in the settings. */
  async changeSettings(change: Partial<Settings>): Promise<void> {
    this.options.settings = { ...this.options.settings, ...change };
    await this.emit('settings:changed', settingsSchema.parse(this.options.settings));
  }

  /** Peer connections this page has made and not closed, and microphone tracks they still hold. */
  connections(): Promise<{ made: number; open: number; sending: number }> {
    return this.page.evaluate('countConnections()');
  }

  async until<T>(what: string, look: () => T | undefined | null | false, timeoutMs = 10_000): Promise<T> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) {
        const state = JSON.stringify({
          snapshot: this.snapshots.at(-1),
          checkOut: this.checkOut,
          faults: this.faults,
          logs: this.logs.slice(-10),
        });
        throw new Error(`${this.agent}: never came: ${what}\n${state}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  registered(timeoutMs?: number): Promise<unknown> {
    return this.until('registered', () => this.snapshots.at(-1)?.registration.state === 'registered', timeoutMs);
  }

  state(callId: string, state: PhoneCall['state'], timeoutMs?: number): Promise<PhoneCall> {
    return this.until(
      `${state} of ${callId}`,
      () => {
        const call = this.call(callId);
        return call?.state === state ? call : undefined;
      },
      timeoutMs,
    );
  }

  /** The loudest levels of the coming `ms`, as the phone published them. */
  async loudest(ms: number): Promise<{ inputDb: number; outputDb: number }> {
    const from = Date.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    const seen = this.levels.filter(({ atMs }) => atMs >= from);
    const most = (pick: (level: PhoneLevels) => number): number => Math.max(-100, ...seen.map(pick));
    return { inputDb: most(({ inputDb }) => inputDb), outputDb: most(({ outputDb }) => outputDb) };
  }

  token(): unknown {
    const expiresAt = Math.floor(Date.now() / 1000) + (this.options.lifeSeconds ?? 3600);
    const credentials = issueSipCredentials(sipSecret, this.agent, expiresAt);
    return {
      sip: {
        server_urls: this.options.serverUrls ?? [this.#line.url],
        domain: this.#line.domain,
        uri: `sip:${this.agent}@${this.#line.domain}`,
        username: credentials.username,
        password: this.options.password ?? credentials.password,
        expires_at: new Date(expiresAt * 1000).toISOString(),
        expires_in_seconds: this.options.lifeSeconds ?? 3600,
        display_name: 'Test Agent',
      },
      ice_servers: this.options.iceServers ?? [],
      ice_gathering_timeout_ms: 500,
      is_practice: true,
      caller_ids: [],
      services: {
        conference_prefix: 'conference-',
        park_prefix: 'park-',
        pick_up_prefix: 'pick-up-',
        voicemail: 'voicemail',
        supervise_prefix: 'supervise-',
        echo: 'echo',
        emergency: '911',
        can_record: true,
        has_queues: true,
        ...this.options.services,
      },
    };
  }

  #answer(channel: string, request: unknown): unknown {
    switch (channel) {
      case 'phone:publish-snapshot':
        this.snapshots.push(channels[channel].request.parse(request));
        return ok(null);
      case 'phone:publish-levels':
        this.levels.push({ ...channels[channel].request.parse(request), atMs: Date.now() });
        return ok(null);
      case 'phone:record-events': {
        const { callId, events, incoming } = channels[channel].request.parse(request);
        this.events.push(...events.map((event) => ({ ...event, callId, ...(incoming ? { incoming } : {}) })));
        return ok(null);
      }
      case 'phone:publish-check-out':
        this.checkOut.push(channels[channel].request.parse(request));
        return ok(null);
      case 'phone:get-token':
        this.tokensIssued += 1;
        return ok(this.token());
      case 'settings:get':
        return ok(settingsSchema.parse(this.options.settings ?? {}));
      case 'auth:get-state':
        return ok({ state: this.options.isSignedOut ? 'signed-out' : 'signed-in' });
      default:
        this.faults.push(`unexpected channel ${channel}`);
        return { ok: false, problem: { code: 'ipc/untrusted-sender', message: '', next: '', request_id: null } };
    }
  }
}

/** Runs in the page. The browser that npm brings grants every microphone, so the refusal cannot be left to it. */
function refuseMicrophone(): void {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
}
