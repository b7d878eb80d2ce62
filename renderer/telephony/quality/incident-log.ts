/**
 * What goes wrong in one call: begun, told while it lasts, closed with its length and cause, never told twice.
 *
 *   begin(kind) ──► open ──end(kind)──► closed with its length
 *                     └───endAll()────► closed "until the call ended"
 *
 * Times come from a monotonic clock, so that a wall clock that jumps makes no incident longer or shorter.
 */
import type { CallIncident } from '../../../shared/contracts/calls/calls.contract.ts';
import { type IncidentKind, incidentSentence, troubleSentence } from './incident-words.ts';

/** A change of network or a sleep explains what breaks in the seconds after it, and up to a little before it is noticed. */
const causeHoldsMs = 15_000;
/** More than these are counted in the summary only: a line that flutters would fill the record. */
const mostKept = 50;

const mutes: ReadonlySet<IncidentKind> = new Set(['no-audio-received', 'media-path-lost', 'media-setup-stuck']);
/** What is worst is what a person is told while several things are wrong. */
const severity: readonly IncidentKind[] = [
  'media-path-lost',
  'no-audio-received',
  'media-setup-stuck',
  'silent-microphone',
  'signalling-lost',
];

type Open = { kind: IncidentKind; beganAtMs: number; cause: string | null };

export class IncidentLog {
  readonly closed: CallIncident[] = [];
  #open = new Map<IncidentKind, Open>();
  #cause: { words: string; atMs: number } | null = null;
  #lostMs = 0;
  #closedListener: (incident: CallIncident) => void;

  constructor(closed: (incident: CallIncident) => void) {
    this.#closedListener = closed;
  }

  /** Something happened that explains what breaks around now: `Wi-Fi changed`. */
  noteCause(words: string, nowMs: number): void {
    this.#cause = { words, atMs: nowMs };
    for (const open of this.#open.values()) {
      if (nowMs - open.beganAtMs <= causeHoldsMs) open.cause ??= words;
    }
  }

  /** `agoMs`: how long it had been so when it was noticed. One that is open stays as it began. */
  begin(kind: IncidentKind, nowMs: number, agoMs = 0): void {
    if (this.#open.has(kind)) return;
    this.#open.set(kind, { kind, beganAtMs: nowMs - agoMs, cause: this.#causeAt(nowMs) });
  }

  end(kind: IncidentKind, nowMs: number): void {
    const open = this.#open.get(kind);
    if (!open) return;
    this.#open.delete(kind);
    this.#close(open, nowMs - open.beganAtMs);
  }

  /** Something that has no length: a device was changed. */
  note(kind: IncidentKind, cause: string): void {
    this.#keep({ kind, duration_ms: 0, sentence: incidentSentence(kind, 0, cause) });
  }

  /** The call ended: what is open lasted until then. */
  endAll(nowMs: number): void {
    for (const open of this.#open.values()) {
      if (mutes.has(open.kind)) this.#lostMs += nowMs - open.beganAtMs;
      this.#keep({ kind: open.kind, duration_ms: null, sentence: incidentSentence(open.kind, null, open.cause) });
    }
    this.#open.clear();
  }

  isOpen(kind: IncidentKind): boolean {
    return this.#open.has(kind);
  }

  /** The worst of what is wrong now, in one sentence. */
  get trouble(): string | null {
    const worst = severity.map((kind) => this.#open.get(kind)).find((open) => open !== undefined);
    return worst ? troubleSentence(worst.kind, worst.cause) : null;
  }

  /** Without sound from the far end, milliseconds, of what is closed. */
  get audioLostMs(): number {
    return this.#lostMs;
  }

  #causeAt(nowMs: number): string | null {
    return this.#cause && nowMs - this.#cause.atMs <= causeHoldsMs ? this.#cause.words : null;
  }

  #close({ kind, cause }: Open, durationMs: number): void {
    if (mutes.has(kind)) this.#lostMs += durationMs;
    const duration = Math.max(0, Math.round(durationMs));
    this.#keep({ kind, duration_ms: duration, sentence: incidentSentence(kind, duration, cause) });
  }

  #keep(incident: CallIncident): void {
    if (this.closed.length >= mostKept) return;
    this.closed.push(incident);
    this.#closedListener(incident);
  }
}
