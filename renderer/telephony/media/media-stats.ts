/** WebRTC's statistics (W3C webrtc-stats) reduced to what a call's quality is made of. */
import type { MediaSample } from './call-quality.ts';

type Report = Record<string, unknown> & { type: string };
const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const milliseconds = (seconds: unknown): number | null => {
  const value = numberOf(seconds);
  return value === null ? null : value * 1000;
};

/** Milliseconds between two moments of the same clock; never negative. */
const ageMs = (now: unknown, then: unknown): number | null => {
  const [nowMs, thenMs] = [numberOf(now), numberOf(then)];
  return nowMs === null || thenMs === null ? null : Math.max(0, nowMs - thenMs);
};

/** Zero packets until the far end is heard. The round trip is the far end's report, else that of ICE. */
export function sampleOf(reports: Iterable<Report>): MediaSample {
  let sample: MediaSample = { packetsReceived: 0, lastPacketAgoMs: null, packetsLost: 0, jitterMs: null, rttMs: null };
  let reportedRttMs: number | null = null;
  let iceRttMs: number | null = null;
  for (const report of reports) {
    if (report.type === 'inbound-rtp' && report['kind'] === 'audio') {
      sample = {
        packetsReceived: numberOf(report['packetsReceived']) ?? 0,
        lastPacketAgoMs: ageMs(report['timestamp'], report['lastPacketReceivedTimestamp']),
        packetsLost: numberOf(report['packetsLost']) ?? 0,
        jitterMs: milliseconds(report['jitter']),
        rttMs: null,
      };
    }
    if (report.type === 'remote-inbound-rtp') reportedRttMs = milliseconds(report['roundTripTime']);
    if (report.type === 'candidate-pair' && report['nominated'] === true) {
      iceRttMs = milliseconds(report['currentRoundTripTime']);
    }
  }
  return { ...sample, rttMs: reportedRttMs ?? iceRttMs };
}

export async function readMediaSample(connection: RTCPeerConnection): Promise<MediaSample> {
  const reports: Report[] = [];
  for (const [, report] of await connection.getStats()) if (isReport(report)) reports.push(report);
  return sampleOf(reports);
}
