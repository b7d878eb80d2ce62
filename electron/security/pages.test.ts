import { describe, expect, it } from 'vitest';
import { windowKinds } from '../../shared/ipc/define-channel.ts';
import { fileOf } from '../main/serve-app.ts';
import { contentSecurityPolicy, createNonce, socketOriginOf } from './csp.ts';
import { mayHave } from './permissions.ts';

const directive = (policy: string, name: string): string =>
  policy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';

describe('X1: the policy of a page', () => {
  it('runs only own scripts and never inline ones', () => {
    for (const kind of [...windowKinds, null]) {
      const policy = contentSecurityPolicy(kind, 'abc', ['wss://pbx.example:8089']);
      expect(directive(policy, 'script-src')).toBe("script-src 'self'");
      expect(directive(policy, 'default-src')).toBe("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
    }
  });
  it('lets only the phone page connect, and only to the PBX', () => {
    const origins = ['wss://pbx.example:8089', 'https://evil.example', "'unsafe-inline'", 'wss://x; script-src *'];
    expect(directive(contentSecurityPolicy('phone', 'n', origins), 'connect-src')).toBe(
      "connect-src 'self' wss://pbx.example:8089",
    );
    for (const kind of windowKinds.filter((each) => each !== 'phone')) {
      expect(directive(contentSecurityPolicy(kind, 'n', origins), 'connect-src')).toBe("connect-src 'self'");
    }
  });
  it('has a new nonce each time', () => {
    expect(new Set(Array.from({ length: 100 }, createNonce)).size).toBe(100);
  });
  it('reads the origin of a WebSocket address only', () => {
    expect(socketOriginOf('wss://pbx.example:8089/ws?x=1')).toBe('wss://pbx.example:8089');
    expect(socketOriginOf('https://pbx.example')).toBeNull();
    expect(socketOriginOf('nonsense')).toBeNull();
  });
});

describe('X1: permissions', () => {
  const phone = 'app://deskline/phone.html';
  it('gives the microphone to the phone page alone, and a camera to nobody', () => {
    expect(mayHave('phone', phone, 'media', ['audio'])).toBe(true);
    expect(mayHave('phone', phone, 'media', ['audio', 'video'])).toBe(false);
    expect(mayHave('agent', 'app://deskline/agent.html', 'media', ['audio'])).toBe(false);
    expect(mayHave('phone', 'https://evil.example/', 'media', ['audio'])).toBe(false);
    expect(mayHave(null, phone, 'media', ['audio'])).toBe(false);
  });
  it('lets the phone page alone speak to headsets', () => {
    expect(mayHave('phone', phone, 'hid', [])).toBe(true);
    expect(mayHave('phone', 'https://evil.example/', 'hid', [])).toBe(false);
    expect([...windowKinds, null].filter((kind) => mayHave(kind, phone, 'hid', []))).toEqual(['phone']);
  });
  it('refuses everything it does not name', () => {
    for (const permission of [
      'geolocation',
      'notifications',
      'usb',
      'serial',
      'display-capture',
      'openExternal',
      'clipboard-read',
    ]) {
      for (const kind of windowKinds) expect(mayHave(kind, phone, permission, []), `${kind} ${permission}`).toBe(false);
    }
  });
});

describe('files of the app', () => {
  it('are served from their folder only', () => {
    expect(fileOf('/srv/app', 'app://deskline/agent.html#/queue')).toBe('/srv/app/agent.html');
    for (const address of [
      'app://deskline/../secret.json',
      'app://deskline/%2e%2e/secret.json',
      'app://deskline/..%2f..%2fetc/passwd',
      'app://deskline/%00.html',
      'app://deskline/%E0%A4%A',
      'app://elsewhere/agent.html',
    ]) {
      const file = fileOf('/srv/app', address);
      expect([address, file === null || file.startsWith('/srv/app/')]).toEqual([address, true]);
    }
    expect(fileOf('/srv/app', 'app://elsewhere/agent.html')).toBeNull();
    expect(fileOf('/srv/app', 'app://deskline/..%2fapp2/x.js')).toBeNull();
  });
});
