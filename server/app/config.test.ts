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

  it('reads how the PBX is commanded and what it offers', () => {
    const { pbx } = readConfig({
      DESKLINE_PBX_CONTROL: 'ami://desk%40line:s%3Acret@pbx.internal',
      DESKLINE_PBX_SERVICES: 'record, queues,park',
      DESKLINE_PBX_QUEUES: 'support:Customer support, spanish:Spanish line',
    });
    expect(pbx.control).toEqual({
      kind: 'asterisk',
      host: 'pbx.internal',
      port: 5038,
      username: 'desk@line',
      secret: 's:cret',
    });
    expect([...pbx.services]).toEqual(['record', 'queues', 'park']);
    expect(pbx.queues).toEqual([
      { id: 'support', label: 'Customer support' },
      { id: 'spanish', label: 'Spanish line' },
    ]);
    const practice = { DESKLINE_PBX_CONTROL: 'practice://127.0.0.1:4611', DESKLINE_PBX_SECRET: 'a secret of the pbx' };
    expect(readConfig(practice).pbx.control).toEqual({ kind: 'practice', url: 'http://127.0.0.1:4611' });
    expect(readConfig({}).pbx).toEqual({ control: undefined, services: new Set(), queues: [], isAsking: true });
  });

  it.each([
    ['DESKLINE_PBX_SERVICES', { DESKLINE_PBX_SERVICES: 'record' }],
    ['DESKLINE_PBX_QUEUES', { DESKLINE_PBX_QUEUES: 'a:A' }],
    ['DESKLINE_PBX_QUEUES', { DESKLINE_PBX_SERVICES: 'queues', DESKLINE_PBX_CONTROL: 'ami://a:b@c' }],
    [
      'DESKLINE_PBX_QUEUES',
      { DESKLINE_PBX_SERVICES: 'queues', DESKLINE_PBX_CONTROL: 'ami://a:b@c', DESKLINE_PBX_QUEUES: 'a:A,a:B' },
    ],
    ['DESKLINE_PBX_CONTROL', { DESKLINE_PBX_CONTROL: 'practice://127.0.0.1:4611' }],
  ])('stops the start when what belongs together is not there: %s', (name, environment) => {
    expect(() => readConfig(environment)).toThrow(new RegExp(`^The configuration is wrong:\n  ${name}: [^\n]+$`));
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
    ['DESKLINE_PBX_CONTROL', 'pbx.example'],
    ['DESKLINE_PBX_CONTROL', 'https://user:secret@pbx.example'],
    ['DESKLINE_PBX_CONTROL', 'ami://pbx.example:5038'],
    ['DESKLINE_PBX_CONTROL', 'ami://user:secret@:5038'],
    ['DESKLINE_PBX_CONTROL', 'ami://user:secret%@pbx.example'],
    ['DESKLINE_PBX_CONTROL', 'practice://127.0.0.1'],
    ['DESKLINE_PBX_SERVICES', 'park,teleport'],
    ['DESKLINE_PBX_QUEUES', 'Our customers'],
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
