import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { issueSipCredentials } from '../features/telephony/sip-credentials.ts';
import { DigestAuthenticator } from './digest-auth.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const realm = 'practice.invalid';
const uri = `sip:${realm}`;
const secret = 'the secret of the line';

type Changes = Partial<Record<'username' | 'password' | 'uri' | 'nc' | 'realm', string>>;

const nonceOf = (text: string): string => /nonce="(\w+)"/.exec(text)?.[1] ?? '';

function setUp() {
  const clock = new FixedClock();
  const authenticator = new DigestAuthenticator(realm, secret, clock);
  const ask = (authorization?: string) => authenticator.check({ method: 'REGISTER', requestUri: uri, authorization });
  const challenge = (authorization?: string): string => {
    const verdict = ask(authorization);
    if ('agent' in verdict) throw new Error('There was no challenge.');
    return verdict.challenge;
  };
  const credentials = issueSipCredentials(secret, 'maya.ortiz', clock.now() / 1000 + 600);
  const answer = (nonce: string, changes: Changes = {}): string => {
    const all = { ...credentials, uri, realm, nc: '00000001', ...changes };
    const ha1 = md5(`${all.username}:${all.realm}:${all.password}`);
    const response = md5(`${ha1}:${nonce}:${all.nc}:c:auth:${md5(`REGISTER:${all.uri}`)}`);
    const names = `username="${all.username}", realm="${all.realm}", nonce="${nonce}", uri="${all.uri}"`;
    return `Digest ${names}, response="${response}", qop=auth, nc=${all.nc}, cnonce="c"`;
  };
  return { clock, ask, challenge, answer };
}

describe('digest authentication', () => {
  it('lets in whoever has the password of a user name that is still good', () => {
    const { ask, challenge, answer } = setUp();
    expect(ask(answer(nonceOf(challenge())))).toEqual({ agent: 'maya.ortiz' });
  });

  it.each<[string, Changes]>([
    ['a wrong password', { password: 'guess' }],
    ["somebody else's user name", { username: `9999999999:other` }],
    ['a user name of another form', { username: 'maya.ortiz' }],
    ['another request', { uri: 'sip:elsewhere.invalid' }],
    ['another realm', { realm: 'elsewhere' }],
  ])('refuses %s', (_what, changes) => {
    const { ask, challenge, answer } = setUp();
    expect(ask(answer(nonceOf(challenge()), changes))).toHaveProperty('challenge');
  });

  it('refuses a user name after its moment', () => {
    const { clock, ask, challenge, answer } = setUp();
    clock.advanceMs(601_000);
    expect(ask(answer(nonceOf(challenge())))).toHaveProperty('challenge');
  });

  it('refuses the same answer twice, and counts on', () => {
    const { ask, challenge, answer } = setUp();
    const nonce = nonceOf(challenge());
    expect(ask(answer(nonce))).toHaveProperty('agent');
    expect(ask(answer(nonce, { nc: '00000002' }))).toHaveProperty('agent');
    expect(ask(answer(nonce, { nc: '00000002' }))).toHaveProperty('challenge');
  });

  it('calls an old nonce stale, so that the phone asks again without bothering anyone', () => {
    const { clock, challenge, answer } = setUp();
    const nonce = nonceOf(challenge());
    clock.advanceMs(300_001);
    expect(challenge(answer(nonce))).toContain('stale=true');
  });

  it('survives headers that are none', () => {
    const { ask } = setUp();
    for (const header of ['Digest', 'Basic eDp5', `Digest ${'a='.repeat(20_000)}`, 'Digest nonce=""']) {
      expect(ask(header)).toHaveProperty('challenge');
    }
  });
});
