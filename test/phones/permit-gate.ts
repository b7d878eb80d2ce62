/**
 * The gate, tried on whatever stands between phones and the telephone network: the same cases for the practice line and
 * for Asterisk, with permits from the real server and phones in a real browser.
 */
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestServer, testPbxSecret, type TestServer, type TestUser } from '../../server/testing/test-server.ts';
import { createId } from '../../shared/domain/ids.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { dial, eventually, expectToHear, hangUp } from './hear.ts';
import { openPhones, type Phone, type PhoneBooth } from './open-phones.ts';

export type Login = { user: string; username: string; password: string };

/** What the cases need of an exchange. */
export type Exchange = {
  sipUrl: string;
  domain: string;
  /** Names the agents' accounts to the server. */
  serverEnvironment: Record<string, string>;
  /** Web origin of the phones, then the server to ask. */
  start(origin: string, serverUrl: string, pbxSecret: string): Promise<void>;
  /** How this person's phone registers. */
  loginOf(user: TestUser): Login;
  /** From now on it asks this server with this secret. */
  askAt(serverUrl: string, pbxSecret: string): void;
  /** What the far end of a call heard from the agent. */
  heardFrom(callId: string, phoneNumber: string): Promise<{ toneHz: number | null; levelDbfs: number }>;
  stop(): Promise<void>;
};

export const emails = ['first.agent@test.example', 'second.agent@test.example'] as const;
const callerId = '+12125550199';
const agentToneHz = 700;
/** Area codes of the Eastern zone; a number of its own for each call, so that frequency rules have no say here. */
const areaCodes = [212, 646, 718, 917, 347, 516, 914, 607, 518, 315, 716, 585, 631, 845];

type Permit = { callId: string; phoneNumber: string; target: string; permit: string };

export function describePermitGate(name: string, createExchange: () => Promise<Exchange>): void {
  describe(`the gate of ${name}`, () => {
    const clock = new FixedClock();
    let exchange: Exchange;
    let server: TestServer;
    let booth: PhoneBooth;
    let agent: TestUser;
    let colleague: TestUser;
    let phone: Phone;
    let calls = 0;
    /** What was opened, newest last; a start that broke half-way still ends in good order. */
    const closers: (() => Promise<void>)[] = [];

    const issue = async (user: TestUser = agent): Promise<Permit> => {
      const phoneNumber = `+1${areaCodes[calls % areaCodes.length]}5550100`;
      calls += 1;
      const body = { call_id: createId(clock), phone_number: phoneNumber, caller_id: callerId };
      const reply = await server.call('startCall', { body }, user.token);
      if (!reply.ok) throw new Error(`The server refused the call: ${JSON.stringify(reply.problem)}`);
      const { sip_target: target, dial_permit: permit, call_id: callId } = reply.body;
      return { callId, phoneNumber, target: userOf(target), permit };
    };
    const tryWith = (permit: Permit, given: string | undefined, target = permit.target) => dial(phone, target, given);

    beforeAll(async () => {
      exchange = await createExchange();
      closers.push(() => exchange.stop());
      booth = await openPhones();
      closers.push(() => booth.close());
      server = await createTestServer({ clock, environment: exchange.serverEnvironment });
      closers.unshift(() => server.close());
      await exchange.start(booth.origin, server.url, testPbxSecret);
      agent = await server.addUser('agent', { email: emails[0] });
      colleague = await server.addUser('agent', { email: emails[1] });
      const login = exchange.loginOf(agent);
      const { sipUrl: serverUrl, domain } = exchange;
      ({ phone } = await booth.open({ serverUrl, domain, toneHz: agentToneHz, ...login }));
      if ((await phone.evaluate((inner) => inner.register())) !== 200) throw new Error('The phone did not register.');
    });
    afterAll(async () => {
      for (const close of closers.toReversed()) await close();
    });

    it('lets a call with a good permit through; both ends hear each other', async () => {
      const permit = await issue();
      expect((await tryWith(permit, permit.permit)).outcome).toBe('established');
      // The far end says back what it hears, so the agent's own tone makes the whole way round.
      await expectToHear(phone, agentToneHz, 15_000);
      await hangUp(phone);
      await eventually(async () => {
        const heard = await exchange.heardFrom(permit.callId, permit.phoneNumber);
        expect(heard.toneHz).toBe(agentToneHz);
        expect(heard.levelDbfs).toBeGreaterThan(-30);
      });
    });

    it('refuses a call without a permit', async () => {
      expect((await tryWith(await issue(), undefined)).statuses.at(-1)).toBe(403);
    });

    it('refuses a permit that was used before', async () => {
      const permit = await issue();
      expect((await tryWith(permit, permit.permit)).outcome).toBe('established');
      await hangUp(phone);
      expect((await tryWith(permit, permit.permit)).statuses.at(-1)).toBe(403);
    });

    it('refuses a permit that has run out', async () => {
      const permit = await issue();
      clock.advanceMs(61_000);
      expect((await tryWith(permit, permit.permit)).statuses.at(-1)).toBe(403);
    });

    it('refuses a permit for another number', async () => {
      const [permit, other] = [await issue(), await issue()];
      expect((await tryWith(permit, permit.permit, other.target)).statuses.at(-1)).toBe(403);
    });

    it("refuses another agent's permit", async () => {
      const permit = await issue(colleague);
      expect((await tryWith(permit, permit.permit)).statuses.at(-1)).toBe(403);
    });

    it.each<[string, (permit: string) => string | Promise<string>]>([
      ['signed by somebody else', signAgain],
      ['that was changed', changeNumber],
      ['with no signature', withoutSignature],
      ['that is none', () => 'garbage'],
      ['with what a shell or a query might trip over', () => `"];&agent=1;'\`$(x)<>`],
    ])('refuses a permit %s', async (_what, forge) => {
      const permit = await issue();
      expect((await tryWith(permit, await forge(permit.permit))).statuses.at(-1)).toBe(403);
    });

    it('is closed while the server cannot be asked', async () => {
      const permit = await issue();
      exchange.askAt('http://127.0.0.1:9', testPbxSecret);
      const whileAway = await tryWith(permit, permit.permit);
      exchange.askAt(server.url, 'not-the-secret-of-this-pbx');
      const asStranger = await tryWith(permit, permit.permit);
      exchange.askAt(server.url, testPbxSecret);
      expect([whileAway.statuses.at(-1), asStranger.statuses.at(-1)]).toEqual([503, 503]);
      // The permit was not spent: the server never saw it.
      expect((await tryWith(permit, permit.permit)).outcome).toBe('established');
      await hangUp(phone);
    });
  });
}

const userOf = (sipTarget: string): string => /^sips?:([^@]+)@/.exec(sipTarget)?.[1] ?? sipTarget;

/** The same words under another key. */
async function signAgain(permit: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await importJWK({ ...privateKey.export({ format: 'jwk' }), alg: 'EdDSA' });
  return new SignJWT(decodeJwt(permit))
    .setProtectedHeader({ ...decodeProtectedHeader(permit), alg: 'EdDSA' })
    .sign(key);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same signature under other words. */
function changeNumber(permit: string): string {
  const [header, , signature] = permit.split('.');
  return `${header}.${encode({ ...decodeJwt(permit), jti: createId() })}.${signature}`;
}

/** RFC 8725 section 3.2: `alg: none` must not be believed. */
const withoutSignature = (permit: string): string =>
  `${encode({ ...decodeProtectedHeader(permit), alg: 'none' })}.${permit.split('.')[1]}.`;
