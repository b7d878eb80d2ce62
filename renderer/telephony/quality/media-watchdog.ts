/**
 * Finds out each second whether the sound of a call really flows, from what WebRTC counts, and asks for repair.
 *
 *   setting up ──connected──► flowing ──no packet for 1.8-2.8 s──► lost ──a packet──► flowing
 *        │                       └──path broken──► lost                │
 *        └──not connected 5 s after the answer──► stuck ──connected──► flowing
 *   lost ──again each 8 s──► ask for an ICE restart        lost and no path for 27 s ──► give up
 *
 * Promise: C2. Lost audio is told within 3 s of the last packet; a path that does not come back ends truthfully within 30 s.
 * A far end that holds us sends nothing and is not lost. All times are milliseconds of a monotonic clock.
 */

export type MediaSecond = {
  atMs: number;
  /** The far end may be silent on purpose: it holds us, or we hold it. */
  isQuietExpected: boolean;
  packetsReceived: number;
  /** How long before `atMs` the last packet came in; null when that is not known. */
  lastPacketAgoMs: number | null;
  /** Of the RTCPeerConnection: ICE and DTLS together. */
  connectionState: RTCPeerConnectionState;
  /** Loudest 100 ms that the microphone sent in this second, dBFS; null while it is muted or detached. */
  sentDb: number | null;
};

export type MediaFinding =
  | { type: 'audio-lost'; agoMs: number; isPathLost: boolean }
  | { type: 'audio-back' }
  | { type: 'setup-stuck'; agoMs: number }
  | { type: 'microphone-silent'; agoMs: number }
  | { type: 'microphone-back' }
  /** Renegotiate with an ICE restart. */
  | { type: 'repair' }
  /** It will not come back. */
  | { type: 'give-up' };

/** Looked at once a second, and late on a busy computer: told within three seconds of the last packet. */
const lostAfterMs = 1800;
const stuckAfterMs = 5000;
const repairEveryMs = 8000;
/** The end is to be told within 30 s; looks are a second apart, and late on a busy computer. */
const giveUpAfterMs = 27_000;
const silentAfterMs = 10_000;
/** Digital silence: a live microphone always has some noise. */
const deadBelowDb = -95;
/** A tick is due each second; a gap this long was no second but a sleep, and says nothing about the far end. */
const sleptMs = 5000;

type Loss = { sinceMs: number; repairedAtMs: number; hasGivenUp: boolean };

export class MediaWatchdog {
  #last: { atMs: number; packets: number } | null = null;
  #lastPacketAtMs = 0;
  #connectedOnce = false;
  #answeredAtMs: number | null = null;
  #lost: Loss | null = null;
  #isFlowing = false;
  #isStuckTold = false;
  #silentSinceMs: number | null = null;
  #isSilenceTold = false;

  /** Takes this second of an answered call; says what is to be told or done. */
  look(second: MediaSecond): MediaFinding[] {
    const { atMs, packetsReceived } = second;
    const previous = this.#last;
    this.#answeredAtMs ??= atMs;
    this.#last = { atMs, packets: packetsReceived };
    const hasArrived = previous !== null && packetsReceived > previous.packets;
    this.#isFlowing = hasArrived;
    const hasSlept = previous !== null && atMs - previous.atMs > sleptMs;
    if (previous === null || second.isQuietExpected || hasSlept) this.#lastPacketAtMs = atMs;
    else if (hasArrived) this.#lastPacketAtMs = atMs - Math.min(second.lastPacketAgoMs ?? 0, atMs - previous.atMs);
    if (second.connectionState === 'connected') this.#connectedOnce = true;
    return [...this.#lookAtMicrophone(second), ...this.#lookAtSetup(second), ...this.#lookAtFlow(second, hasArrived)];
  }

  /** Packets have come in in the last second. */
  get isFlowing(): boolean {
    return this.#isFlowing;
  }

  /** The call is not talked in: what was counted so far means nothing for later. */
  rest(): void {
    this.#last = null;
    this.#lost = null;
    this.#silentSinceMs = null;
  }

  #lookAtSetup({ atMs, connectionState }: MediaSecond): MediaFinding[] {
    if (this.#connectedOnce || this.#isStuckTold || this.#answeredAtMs === null) return [];
    const agoMs = atMs - this.#answeredAtMs;
    if (connectionState === 'connected' || agoMs < stuckAfterMs) return [];
    this.#isStuckTold = true;
    this.#lost = { sinceMs: this.#answeredAtMs, repairedAtMs: atMs, hasGivenUp: false };
    return [{ type: 'setup-stuck', agoMs }, { type: 'repair' }];
  }

  #lookAtFlow({ atMs, connectionState, isQuietExpected }: MediaSecond, hasArrived: boolean): MediaFinding[] {
    const isPathLost = connectionState === 'failed' || connectionState === 'disconnected';
    if (this.#lost) {
      if (hasArrived || (isQuietExpected && connectionState === 'connected')) {
        this.#lost = null;
        return [{ type: 'audio-back' }];
      }
      return this.#insist(this.#lost, atMs, connectionState === 'connected');
    }
    const agoMs = atMs - this.#lastPacketAtMs;
    if (!this.#connectedOnce || agoMs < lostAfterMs) return [];
    this.#lost = { sinceMs: this.#lastPacketAtMs, repairedAtMs: atMs, hasGivenUp: false };
    return [{ type: 'audio-lost', agoMs, isPathLost }, { type: 'repair' }];
  }

  #insist(lost: Loss, atMs: number, hasPath: boolean): MediaFinding[] {
    // A path without packets may be a far end that sends nothing; only a call without a path is over.
    if (!hasPath && !lost.hasGivenUp && atMs - lost.sinceMs >= giveUpAfterMs) {
      lost.hasGivenUp = true;
      return [{ type: 'give-up' }];
    }
    if (atMs - lost.repairedAtMs < repairEveryMs) return [];
    lost.repairedAtMs = atMs;
    return [{ type: 'repair' }];
  }

  #lookAtMicrophone({ atMs, sentDb }: MediaSecond): MediaFinding[] {
    if (sentDb === null || sentDb > deadBelowDb) {
      const wasTold = this.#isSilenceTold;
      this.#silentSinceMs = null;
      this.#isSilenceTold = false;
      return wasTold ? [{ type: 'microphone-back' }] : [];
    }
    this.#silentSinceMs ??= atMs;
    const agoMs = atMs - this.#silentSinceMs;
    if (this.#isSilenceTold || agoMs < silentAfterMs) return [];
    this.#isSilenceTold = true;
    return [{ type: 'microphone-silent', agoMs }];
  }
}
