/** The real phone page in a browser, with the test in the place of the main process. */
import type { BrowserContext, Page } from '@playwright/test';
import type { CallEvent } from '../../shared/contracts/calls/calls.contract.ts';
import { createId } from '../../shared/domain/ids.ts';
import { channels } from '../../shared/ipc/ipc-map.ts';
import { type Settings, settingsSchema } from '../../shared/ipc/local-schemas.ts';
import type { PbxServices, PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import type {
  Caller,
  CheckOutFinding,
  PhoneCall,
  PhoneLevels,
  PhoneOrder,
  PhoneSnapshot,
  QualityPoint,
} from '../../shared/ipc/phone-snapshot.ts';
import { installEars } from './phone-ears.ts';

declare global {
  var emitFromMain: (channel: string, payload: unknown) => void;
}

export const goodPermit = 'good.permit.token';

/** The phone system that a phone registers at. */
export type Exchange = {
  url: string;
  domain: string;
  loginOf: (agent: string, expiresAtSeconds: number) => { username: string; password: string };
  isPractice: boolean;
};

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
  let made = 0;
  let connections = [];
  const forgetClosed = () => {
    connections = connections.filter(({ connectionState }) => connectionState !== 'closed');
  };
  const Connection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(...parts) {
      super(...parts);
      made += 1;
      forgetClosed();
      connections.push(this);
    }
  };
  globalThis.countConnections = () => (forgetClosed(), {
    made,
    open: connections.length,
    sending: connections.flatMap((each) => each.getSenders()).filter(({ track }) => track?.readyState === 'live').length,
  });
  globalThis.emitFromMain = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  };
`;

type Recorded = CallEvent & { callId: string; incoming?: unknown };

const ok = (value: unknown): unknown => ({ ok: true, value });

export type PhoneOptions = {
  serverUrls?: string[];
  password?: string;
  lifeSeconds?: number;
  microphone?: 'denied';
  isSignedOut?: boolean;
  /** What the phone system is said to offer, where it differs. */
  services?: Partial<PbxServices>;
  /** What this phone's person sings; without it, what the browser's microphone does. */
  voiceHz?: number;
  settings?: Partial<Settings>;
  iceServers?: PhoneToken['ice_servers'];
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
  qualities: QualityPoint[] = [];
  checkOut: { runId: string; finding: CheckOutFinding }[] = [];
  faults: string[] = [];
  logs: string[] = [];
  tokensIssued = 0;
  page!: Page;
  options: PhoneOptions;
  #context: BrowserContext;
  #exchange: Exchange;

  constructor(context: BrowserContext, agent: string, exchange: Exchange, options: PhoneOptions) {
    this.#context = context;
    this.agent = agent;
    this.#exchange = exchange;
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
    await this.page.addInitScript(installEars);
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
    return this.events
      .filter((event) => event.callId === callId && !event.type.startsWith('quality'))
      .map(({ type }) => type);
  }

  /** All of a call that is over: its record comes in more than one message. */
  async eventTypesToTheEnd(callId: string): Promise<string[]> {
    await this.until('the end in the record', () => this.eventTypes(callId).includes('ended'));
    return this.eventTypes(callId);
  }

  async order(order: PhoneOrder | Record<string, unknown>): Promise<void> {
    await this.emit('phone:order', order);
  }

  async emit(channel: string, payload: unknown): Promise<void> {
    // The same script each time: the browser would keep a thousand different ones.
    await this.page.evaluate(([to, what]) => emitFromMain(to, what), [channel, payload] as const);
  }

  /** Dials an outside number, or whatever the target says, and returns the call's id. */
  async dial(target: string, dialPermit = goodPermit, consultationFor: string | null = null): Promise<string> {
    const placed = this.#toPlace(target);
    await this.order({ do: 'dial', ...placed, dialPermit, accountId: null, consultationFor });
    return placed.callId;
  }

  /** Dials somebody or something inside the phone system. */
  async dialInternal(target: string, consultationFor: string | null = null): Promise<string> {
    const placed = this.#toPlace(target);
    const kind = /^\d{4}$/.test(target) ? 'colleague' : 'service';
    await this.order({ do: 'dial-internal', ...placed, kind, consultationFor });
    return placed.callId;
  }

  /** Fetches who waits in a parking place, as the server knows them. */
  async pickUp(target: string, caller: Caller): Promise<string> {
    const placed = this.#toPlace(target);
    await this.order({ do: 'pick-up', ...placed, caller, accountId: null });
    return placed.callId;
  }

  addressOf(target: string): string {
    return `sip:${target}@${this.#exchange.domain}`;
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

  async until<T>(what: string, look: () => T | undefined | null | false, timeoutMs = 30_000): Promise<T> {
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

  /** How loud this phone's person hears each of these tones now, dBFS: what the speaker plays, not what merely arrives. */
  heardLevels(frequenciesHz: readonly number[]): Promise<number[]> {
    return this.page.evaluate((given) => levelsHeard(given), frequenciesHz);
  }

  token(): unknown {
    const { url, domain, loginOf, isPractice } = this.#exchange;
    const expiresAt = Math.floor(Date.now() / 1000) + (this.options.lifeSeconds ?? 3600);
    const credentials = loginOf(this.agent, expiresAt);
    return {
      sip: {
        server_urls: this.options.serverUrls ?? [url],
        domain,
        uri: `sip:${this.agent}@${domain}`,
        username: credentials.username,
        password: this.options.password ?? credentials.password,
        expires_at: new Date(expiresAt * 1000).toISOString(),
        expires_in_seconds: this.options.lifeSeconds ?? 3600,
        display_name: 'Test Agent',
      },
      ice_servers: this.options.iceServers ?? [],
      ice_gathering_timeout_ms: 500,
      is_practice: isPractice,
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
      } satisfies PbxServices,
    };
  }

  #toPlace(target: string) {
    return {
      callId: createId(),
      sipTarget: this.addressOf(target),
      remoteNumber: target,
      remoteName: null,
      clickedAtMs: Date.now(),
    };
  }

  #answer(channel: string, request: unknown): unknown {
    switch (channel) {
      case 'phone:publish-snapshot':
        this.snapshots.push(channels[channel].request.parse(request));
        return ok(null);
      case 'phone:publish-quality':
        this.qualities.push(channels[channel].request.parse(request));
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
