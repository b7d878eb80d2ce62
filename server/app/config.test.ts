import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing: practice defaults, data outside the clone', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 4600, host: '127.0.0.1', databaseUrl: undefined, isDemo: false });
    expect(config.sip).toMatchObject({ urls: [], domain: 'practice.invalid' });
    expect(path.isAbsolute(config.dataDirectory)).toBe(true);
    expect(config.dataDirectory.startsWith(process.cwd())).toBe(false);
  });

  it('reads what is set; empty means unset', () => {
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: 'postgres://desk@db.internal/desk',
      DESKLINE_SIP_URLS: 'wss://a.example, ws://127.0.0.1:4610',
      DESKLINE_DEMO: '1',
      DESKLINE_PBX_SECRET: '',
      LOG_LEVEL: 'warn',
    });
    expect(config).toMatchObject({ port: 0, isDemo: true, pbxSecret: undefined, logLevel: 'warn' });
    expect(config.sip.urls).toEqual(['wss://a.example', 'ws://127.0.0.1:4610']);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'web'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DESKLINE_DEMO', 'yes'],
    ['DESKLINE_SIP_URLS', 'https://pbx.example'],
    ['DESKLINE_SIP_SECRET', 'short-secret'],
    ['DESKLINE_ACCESS_KEY', 'short-secret-of-20ch'],
    ['LOG_LEVEL', 'loud'],
  ])('stops the start when %s is %s, naming it without its value', (name, value) => {
    let message = '';
    try {
      readConfig({ [name]: value });
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toMatch(new RegExp(`^The configuration is wrong:\n  ${name}`));
    expect(message.replace(/[^]*?: /, '')).not.toContain(value);
  });

  it('names all that is wrong at once', () => {
    expect(() => readConfig({ PORT: 'x', DESKLINE_DEMO: 'y' })).toThrow(/PORT[^]*DESKLINE_DEMO/);
  });
});
