import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../shared/testing/seed.ts';
import { commandWordsOf, helpText, parseCommand } from './command.ts';

const parsed = (line: string) => parseCommand(line.split(' '));

describe('a command', () => {
  it.each([
    ['call +12125550100', { do: 'call', phoneNumber: '+12125550100', isNow: false }],
    ['call (212) 555-0100', { do: 'call', phoneNumber: '+12125550100', isNow: false }],
    ['call tel:+1-212-555-0100', { do: 'call', phoneNumber: '+12125550100', isNow: false }],
    ['call --now +12125550100', { do: 'call', phoneNumber: '+12125550100', isNow: true }],
    ['call +12125550100 --now', { do: 'call', phoneNumber: '+12125550100', isNow: true }],
    ['call 911', { do: 'call-emergency', number: '911' }],
    ['call --now 9-1-1', { do: 'call-emergency', number: '911' }],
    ['call tel:911', { do: 'call-emergency', number: '911' }],
    ['call 933', { do: 'call-emergency', number: '933' }],
    ['answer', { do: 'answer' }],
    ['hangup', { do: 'hang-up' }],
    ['mute', { do: 'set-muted', isMuted: true }],
    ['unmute', { do: 'set-muted', isMuted: false }],
    ['hold', { do: 'set-held', isHeld: true }],
    ['resume', { do: 'set-held', isHeld: false }],
    ['transfer Robin Smith', { do: 'transfer', to: 'Robin Smith' }],
    ['dtmf 123#', { do: 'send-dtmf', tones: '123#' }],
    ['dtmf 1 2 a', { do: 'send-dtmf', tones: '12A' }],
    ['status', { do: 'status', isJson: false }],
    ['status --json', { do: 'status', isJson: true }],
    ['show', { do: 'show' }],
    ['help', { do: 'help' }],
    ['version', { do: 'version' }],
  ])('%s', (line, command) => {
    expect(parsed(line)).toEqual(command);
  });

  it.each([
    'call',
    'call nobody',
    'call --later +12125550100',
    'call 12',
    'answer now',
    'transfer',
    'dtmf',
    'dtmf xyz',
    'status --xml',
    'dial +12125550100',
    'constructor',
    '__proto__',
    '',
    `dtmf ${'1'.repeat(33)}`,
  ])('%s is refused', (line) => {
    expect(parsed(line)).toMatchObject({ do: 'refuse', usage: expect.any(String) });
  });

  it('is parsed or refused, whatever comes', () => {
    const seed = testSeed('commands');
    assert(
      property(array(string()), (words) => {
        expect(parseCommand(words).do).toBeTypeOf('string');
        expect(parseCommand(['call', ...words]).do).toMatch(/^(call|call-emergency|refuse)$/);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('stands in the help', () => {
    const commands = [
      'call',
      'answer',
      'hangup',
      'mute',
      'unmute',
      'hold',
      'resume',
      'transfer',
      'dtmf',
      'status',
      'show',
      'help',
      'version',
    ];
    for (const name of commands) {
      expect(helpText).toMatch(new RegExp(`\\b${name}\\b`));
      expect([name, parseCommand([name])]).not.toMatchObject([
        name,
        { usage: expect.stringContaining('is no command') },
      ]);
    }
  });
});

describe('the words of a command line', () => {
  it.each([
    [['deskline', 'status', '--json'], false, ['status', '--json']],
    [['deskline', '--user-data-dir=/x', 'call', '+12125550100'], false, ['call', '+12125550100']],
    [['electron', '--no-sandbox', '/app', 'status', '--json'], true, ['status', '--json']],
    [['node', '/app/', '--flag', 'mute'], true, ['mute']],
    [['electron', '.', 'frobnicate'], true, ['frobnicate']],
    [['electron', '/app'], true, []],
    [['electron', 'app'], true, []],
    [['electron', '--inspect=0'], true, []],
    [['deskline'], false, []],
    [['deskline', 'tel:+12125550100'], false, []],
    [['deskline', '+12125550100'], false, []],
    [['deskline', '--no-sandbox'], false, []],
    [['deskline', '/home/somebody/a-file'], false, []],
  ])('%j', (commandLine, isDefaultApp, words) => {
    expect(commandWordsOf(commandLine, isDefaultApp)).toEqual(words);
  });
});
