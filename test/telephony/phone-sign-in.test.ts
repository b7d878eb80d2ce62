/** Signing in at phone systems that answer in their own ways: the real connection of the phone over a real WebSocket. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { SipConnection } from '../../renderer/telephony/sip/sip-connection.ts';
import { createReconnectPolicy } from '../../renderer/telephony/reconnect-policy.ts';
import type { RegistrationStatus } from '../../renderer/telephony/call-engine.ts';
import type { PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import { ok } from '../../shared/contracts/core/result.ts';
import { systemClock } from '../../shared/domain/clock.ts';

type Reply = { status: string; headers?: string[] };

/** A phone system in one socket: it answers each REGISTER with what the test says, perhaps later. */
class TinyPbx {
  readonly registers: string[] = [];
  /** REGISTERs that wait for their answer now, and the most there ever were. */
  waiting = 0;
  mostWaiting = 0;
  sockets = 0;
  reply: (request: string) => Promise<Reply> | Reply = () => ({ status: '200 OK', headers: ['Expires: 300'] });
  #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.sockets += 1;
      socket.on('message', (data: Buffer) => void this.#hear(socket, data.toString()));
    });
  }

  static async start(): Promise<TinyPbx> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
    await new Promise((resolve) => server.once('listening', resolve));
    return new TinyPbx(server);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The phone system does not listen.');
    return `ws://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #hear(socket: WebSocket, request: string): Promise<void> {
    const isRegister = request.startsWith('REGISTER ');
    if (isRegister) {
      this.registers.push(request);
      this.waiting += 1;
      this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
    } else if (!request.startsWith('OPTIONS ')) return;
    const { status, headers = [] } = isRegister ? await this.reply(request) : { status: '200 OK' };
    if (isRegister) this.waiting -= 1;
    const kept = request.split('\r\n').filter((line) => /^(via|from|call-id|cseq|contact):/i.test(line));
    const to = /^To:.*$/im.exec(request)?.[0] ?? '';
    socket.send([`SIP/2.0 ${status}`, ...kept, `${to};tag=pbx`, ...headers, 'Content-Length: 0', '', ''].join('\r\n'));
  }
}

const challenge = (algorithm: string): string =>
  `WWW-Authenticate: Digest realm="pbx",nonce="n1",opaque="o",${algorithm}qop="auth"`;
const nothing = (): void => {};

let pbx: TinyPbx;
let connection: SipConnection;
let told: RegistrationStatus[];
let tokens: number;
beforeEach(async () => {
  pbx = await TinyPbx.start();
  told = [];
  tokens = 0;
  const token: PhoneToken = {
    sip: {
      uri: 'sip:1001@pbx.example',
      username: '1001',
      password: 'right',
      display_name: 'Ana',
      expires_in_seconds: 3600,
      server_urls: [pbx.url],
    },
  } as unknown as PhoneToken;
  connection = new SipConnection(
    {
      getToken: () => {
        tokens += 1;
        return Promise.resolve(ok(token));
      },
      hasLiveCall: () => false,
      log: nothing,
    },
    {
      statusChanged: (status) => told.push(status),
      tokenChanged: nothing,
      signallingLost: nothing,
      signallingRestored: nothing,
      incoming: nothing,
      notified: nothing,
      inviteSent: nothing,
      createMediaHandler: () => {
        throw new Error('Nobody calls here.');
      },
    },
    createReconnectPolicy(() => 1),
    systemClock,
  );
});
afterEach(async () => {
  await connection.unregister();
  await pbx.stop();
});
const failure = async (): Promise<RegistrationStatus> => {
  await expect.poll(() => told.at(-1)?.state).toBe('failed');
  const last = told.at(-1);
  if (!last) throw new Error('Nothing was told.');
  return last;
};
const digestSentence = (algorithm: string): string =>
  `The phone system asks for ${algorithm} digests; Deskline can only do MD5. Ask IT to allow MD5 (see docs/pbx.md).`;

describe('a phone system that wants a digest SIP.js cannot do', () => {
  it.each([
    ['SHA-256', 'algorithm=SHA-256,'],
    ['SHA-512-256', 'algorithm="SHA-512-256", '],
  ])('is told by the name of it: %s', async (name, parameter) => {
    pbx.reply = () => ({ status: '401 Unauthorized', headers: [challenge(parameter)] });
    connection.register();
    expect(await failure()).toMatchObject({ state: 'failed', reason: digestSentence(name) });
    expect(connection.isRegistered).toBe(false);
  });

  it('is told of a proxy as well', async () => {
    const headers = [challenge('algorithm=SHA-256,').replace('WWW-', 'Proxy-')];
    pbx.reply = () => ({ status: '407 Proxy Authentication Required', headers });
    connection.register();
    expect((await failure()).reason).toBe(digestSentence('SHA-256'));
  });

  it('is not asked again with new credentials, which would not help', async () => {
    pbx.reply = () => ({ status: '401 Unauthorized', headers: [challenge('algorithm=SHA-256,')] });
    connection.register();
    await failure();
    expect({ tokens, asked: pbx.registers.length }).toEqual({ tokens: 1, asked: 1 });
  });

  it('is tried again later, and let in once it takes MD5', async () => {
    pbx.reply = () => ({ status: '401 Unauthorized', headers: [challenge('algorithm=SHA-256,')] });
    connection.register();
    await failure();
    pbx.reply = () => ({ status: '200 OK', headers: ['Expires: 300'] });
    connection.register();
    await expect.poll(() => connection.isRegistered).toBe(true);
    expect(told.at(-1)).toMatchObject({ state: 'registered', reason: null });
  });
});

const letsIn =
  (listed: string[]) =>
  (request: string): Reply =>
    /^Authorization: Digest algorithm=MD5, username="1001", realm="pbx"/im.test(request)
      ? { status: '200 OK', headers: ['Expires: 300'] }
      : { status: '401 Unauthorized', headers: listed };

describe('a phone system that takes MD5', () => {
  it.each([
    ['named', [challenge('algorithm=MD5,')]],
    ['in small letters', [challenge('algorithm=md5,')]],
    ['by naming none', [challenge('')]],
    // The order of preference of RFC 8760.
    ['after something stronger', [challenge('algorithm=SHA-256,'), challenge('algorithm=MD5,')]],
  ])('%s, lets the phone in', async (_, listed) => {
    pbx.reply = letsIn(listed);
    connection.register();
    await expect.poll(() => connection.isRegistered).toBe(true);
  });

  it.each([403, 401])(
    'and refuses the password with %i is told as that, after new credentials were tried',
    async (status) => {
      const listed = [challenge('algorithm=md5,')];
      pbx.reply = (request) => ({ status: `${/^Authorization:/im.test(request) ? status : 401} No`, headers: listed });
      connection.register();
      expect((await failure()).reason).toBe(`The phone system refused the sign-in (${status})`);
      expect(tokens).toBe(2);
    },
  );
});

describe('a phone system that takes its time', () => {
  it('sends one REGISTER at a time, however often it is asked', async () => {
    let letGo: (() => void) | undefined;
    pbx.reply = () =>
      new Promise((resolve) => {
        letGo = () => resolve({ status: '200 OK', headers: ['Expires: 300'] });
      });
    connection.register();
    await expect.poll(() => pbx.waiting).toBe(1);
    for (let time = 0; time < 20; time += 1) {
      connection.register();
      connection.check();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    letGo?.();
    await expect.poll(() => connection.isRegistered).toBe(true);
    expect({ most: pbx.mostWaiting, all: pbx.registers.length, sockets: pbx.sockets }).toEqual({
      most: 1,
      all: 1,
      sockets: 1,
    });
  });
});
