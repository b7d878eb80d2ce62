import { describe, expect, it } from 'vitest';
import { echoFinding, headsetFinding, microphoneFinding, outputFinding, pbxFinding } from './findings.ts';

const headset = { state: 'none', name: null, canAnswer: false, canMute: false, notice: null } as const;
const quality = { mos: 4.3, rtt_ms: 42, jitter_ms: 3.2, loss_percent: 0 };
const played = { playedDb: -20, isRunning: true, heardDb: null };

describe('what the check-out makes of figures', () => {
  it.each([
    [
      { loudestDb: -20, quietestDb: -70 },
      'passed',
      'Jabra hears you well: -20 dB at the loudest, -70 dB at the quietest.',
    ],
    [{ loudestDb: -60, quietestDb: -75 }, 'warning', 'Jabra hears next to nothing (-60 dB at the loudest)'],
    [{ loudestDb: -100, quietestDb: -100 }, 'failed', 'Jabra sends no sound at all'],
  ] as const)('a microphone with %o %s', (heard, verdict, detail) => {
    const finding = microphoneFinding('Jabra', heard);
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(detail);
  });

  it.each([
    [played, 'passed', 'A tone was played on Jabra; did you hear it?'],
    [{ ...played, heardDb: -35 }, 'passed', 'A tone was played on Jabra; the microphone heard it at -35 dB.'],
    // A headset's microphone does not hear its speaker, which is as it should be.
    [{ ...played, heardDb: -100 }, 'passed', 'A tone was played on Jabra; did you hear it?'],
    [{ ...played, isRunning: false }, 'failed', 'Jabra took no sound'],
    [{ ...played, playedDb: -100 }, 'failed', 'Jabra took no sound'],
  ] as const)('an output with %o %s', (output, verdict, detail) => {
    const finding = outputFinding('Jabra', output);
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(detail);
  });

  it.each([
    [{}, 'not-applicable', 'No headset'],
    [{ state: 'connected', name: 'Jabra', canAnswer: true, canMute: true }, 'passed', 'answers and hangs up and mutes'],
    [{ state: 'contended', notice: 'Another program uses it too' }, 'warning', 'Another program uses it too.'],
    [{ state: 'permission-needed', notice: 'Connect Jabra once' }, 'warning', 'Connect Jabra once.'],
  ] as const)('a headset %o', (change, verdict, detail) => {
    const finding = headsetFinding({ ...headset, ...change });
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(detail);
  });

  it.each([
    [[20, 400, 22], 'passed', 'answers in 22 ms.'],
    [[400, 500, 450], 'warning', '450 ms, which is slow'],
    [[20, null, 30], 'warning', '1 of 3 tries got no answer'],
    [[null, null, null], 'failed', 'did not answer in time'],
  ] as const)('a phone system with round trips %o', (trips, verdict, detail) => {
    const finding = pbxFinding({ isRegistered: true, reason: null }, trips);
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(detail);
  });

  it('a phone that is not registered, with the reason', () => {
    expect(pbxFinding({ isRegistered: false, reason: 'The sign-in was refused (403)' }, [])).toEqual({
      verdict: 'failed',
      detail: 'The phone is not connected: The sign-in was refused (403).',
    });
  });

  it.each([
    [quality, 200, 'passed', 'round trip 42 ms, jitter 3.2 ms, loss 0.0 %, MOS 4.3'],
    [{ ...quality, mos: 3.8 }, 200, 'warning', 'MOS 3.8'],
    [{ ...quality, mos: 3.2 }, 200, 'failed', 'MOS 3.2'],
    [null, 12, 'warning', 'too little to measure'],
    [null, 0, 'failed', 'no sound came back'],
  ] as const)('an echo with %o and %i packets', (measured, packets, verdict, detail) => {
    const finding = echoFinding(measured, packets);
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(detail);
  });
});
