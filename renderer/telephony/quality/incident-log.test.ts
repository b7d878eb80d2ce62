import { describe, expect, it } from 'vitest';
import type { CallIncident } from '../../../shared/contracts/calls/calls.contract.ts';
import { IncidentLog } from './incident-log.ts';

function open() {
  const told: CallIncident[] = [];
  return { told, log: new IncidentLog((incident) => told.push(incident)) };
}

describe('incidents of a call', () => {
  it('are told with length and cause, the cause known before or shortly after', () => {
    const { log, told } = open();
    log.noteCause('Wi-Fi changed', 9000);
    log.begin('media-path-lost', 12_000, 2000);
    log.end('media-path-lost', 12_100);
    log.begin('no-audio-received', 60_000, 3000);
    log.noteCause('the computer was asleep', 61_000);
    log.end('no-audio-received', 71_000);
    expect(told.map(({ sentence }) => sentence)).toEqual([
      'Audio was lost for 2.1 s: Wi-Fi changed',
      'Audio was lost for 14 s: the computer was asleep',
    ]);
    expect(log.audioLostMs).toBe(2100 + 14_000);
  });

  it('have no cause when what happened is long ago', () => {
    const { log, told } = open();
    log.noteCause('Wi-Fi changed', 0);
    log.begin('no-audio-received', 16_000);
    log.noteCause('Wi-Fi changed', 40_000);
    log.end('no-audio-received', 41_000);
    expect(told[0]?.sentence).toBe('Audio was lost for 25 s');
  });

  it('that are open at the end lasted until then', () => {
    const { log, told } = open();
    log.begin('no-audio-received', 1000);
    log.endAll(4500);
    log.endAll(9000);
    expect(told).toEqual([
      { kind: 'no-audio-received', duration_ms: null, sentence: 'Audio was lost until the call ended' },
    ]);
    expect(log.audioLostMs).toBe(3500);
  });

  it('begin once, and the worst of them is what a person reads', () => {
    const { log } = open();
    expect(log.trouble).toBeNull();
    log.begin('signalling-lost', 0);
    log.begin('media-path-lost', 10);
    log.begin('media-path-lost', 5000);
    expect(log.trouble).toBe('No audio in either direction');
    log.end('media-path-lost', 6010);
    expect(log.closed[0]?.duration_ms).toBe(6000);
    expect(log.trouble).toContain('you can go on talking');
  });

  it('without a length are notes', () => {
    const { log, told } = open();
    log.note('microphone-changed', 'Jabra Evolve2 was unplugged');
    expect(told[0]).toMatchObject({ duration_ms: 0, sentence: 'The microphone changed: Jabra Evolve2 was unplugged' });
    expect(log.audioLostMs).toBe(0);
  });

  it('of a line that flutters do not fill the record, but are counted', () => {
    const { log, told } = open();
    for (let at = 0; at < 200; at += 2) {
      log.begin('no-audio-received', at * 1000);
      log.end('no-audio-received', (at + 1) * 1000);
    }
    expect(told).toHaveLength(50);
    expect(log.audioLostMs).toBe(100_000);
  });
});
