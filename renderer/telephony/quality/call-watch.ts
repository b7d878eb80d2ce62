/**
 * What becomes of the sound of one call: the watchdog's findings as machine events, incidents in the call's record, one
 * sentence for the person, and the quality of the whole call.
 * Promise: C1 C2. Whatever went wrong is told while it lasts and kept with its length and, when it is known, its cause.
 */
import type { CallIncident, QualitySummary } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Quality } from '../media/call-quality.ts';
import type { MachineEvent } from '../call-machine.ts';
import { IncidentLog } from './incident-log.ts';
import { type MediaFinding, type MediaSecond, MediaWatchdog } from './media-watchdog.ts';
import { QualityRecord } from './quality-record.ts';

export type CallWatchDependencies = {
  /** Monotonic milliseconds. */
  monotonicMs: () => number;
  dispatch: (event: MachineEvent) => void;
  /** One incident is over and its length known. */
  incidentClosed: (incident: CallIncident) => void;
};

const soundLosses = ['no-audio-received', 'media-path-lost', 'media-setup-stuck'] as const;
const goneWords = 'The audio was lost and did not come back';

export class CallWatch {
  #dependencies: CallWatchDependencies;
  #log: IncidentLog;
  #watchdog = new MediaWatchdog();
  #record = new QualityRecord();

  constructor(dependencies: CallWatchDependencies) {
    this.#dependencies = dependencies;
    this.#log = new IncidentLog(dependencies.incidentClosed);
  }

  /** Once a second of an answered call that is talked in. */
  second(second: Omit<MediaSecond, 'atMs'>, quality: Quality | null): void {
    this.#record.add(quality);
    const atMs = this.#dependencies.monotonicMs();
    for (const finding of this.#watchdog.look({ ...second, atMs })) this.#act(finding, atMs);
    // ICE found another way before a packet was missed for long.
    if (this.#watchdog.isFlowing && second.connectionState === 'connected') this.#log.end('media-path-lost', atMs);
  }

  /** The call is held: nothing flows and nothing is missed. */
  rest(): void {
    this.#watchdog.rest();
    for (const kind of [...soundLosses, 'silent-microphone'] as const) this.#log.end(kind, this.#now);
  }

  signallingLost(): void {
    this.#log.begin('signalling-lost', this.#now);
  }

  signallingRestored(): void {
    this.#log.end('signalling-lost', this.#now);
  }

  /** ICE itself says that the path is gone, sooner than packets are missed. */
  pathBroken(): void {
    this.#log.begin('media-path-lost', this.#now);
  }

  /** Something that explains what breaks around now, in plain words: `Wi-Fi changed`. */
  noteCause(words: string): void {
    this.#log.noteCause(words, this.#now);
  }

  deviceChanged(kind: 'microphone-changed' | 'speaker-changed', words: string): void {
    this.#log.note(kind, words);
  }

  /** The call is over; the summary for its record, null when nothing was ever talked. */
  end(): QualitySummary | null {
    this.#log.endAll(this.#now);
    const summary = this.#record.summary(this.#log.audioLostMs);
    return summary.seconds === 0 && summary.audio_lost_ms === 0 ? null : summary;
  }

  get incidents(): readonly CallIncident[] {
    return this.#log.closed;
  }

  get trouble(): string | null {
    return this.#log.trouble;
  }

  get #now(): number {
    return this.#dependencies.monotonicMs();
  }

  #act(finding: MediaFinding, atMs: number): void {
    const { dispatch } = this.#dependencies;
    switch (finding.type) {
      case 'audio-lost':
        if (!this.#log.isOpen('media-path-lost')) {
          this.#log.begin(finding.isPathLost ? 'media-path-lost' : 'no-audio-received', atMs, finding.agoMs);
        }
        return dispatch({ type: 'media-lost' });
      case 'setup-stuck':
        this.#log.begin('media-setup-stuck', atMs, finding.agoMs);
        return dispatch({ type: 'media-lost' });
      case 'audio-back':
        for (const kind of soundLosses) this.#log.end(kind, atMs);
        return dispatch({ type: 'media-restored' });
      case 'repair':
        return dispatch({ type: 'path-broken' });
      case 'give-up':
        return dispatch({ type: 'failed', reason: goneWords });
      case 'microphone-silent':
        return this.#log.begin('silent-microphone', atMs, finding.agoMs);
      case 'microphone-back':
        return this.#log.end('silent-microphone', atMs);
    }
  }
}
