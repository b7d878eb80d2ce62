/**
 * The card form and the recorders (rule book P-1): everything that could keep card data stands still before the first field
 * can be typed into, and goes on by itself afterwards. Nothing depends on anybody's memory. Pure: what was, and what
 * happened, in; what is now, and what must be done, out.
 *
 *            open            all acknowledged in time         closed · submitted · crashed · idle
 *   closed ───────▶ pausing ──────────────────────────▶ open ─────────────────────────────────────▶ closed
 *      ▲               │ too late, or closed                                                         │
 *      └───────────────┘ (resume, gap marked)                              (resume, gap marked) ◀────┘
 */
import { type captureStreams } from '../facts/payment.ts';

export type CaptureStreamName = (typeof captureStreams)[number];

/** How long the recorders have to say that they stand still. */
export const PAUSE_WITHIN_MS = 500;
/** A form into which nothing is typed for so long is closed. */
export const FORM_IDLE_MS = 120_000;

export type CardFormState =
  | { at: 'closed' }
  | {
      at: 'pausing';
      orderedAtMs: number;
      streams: readonly CaptureStreamName[];
      waitingFor: readonly CaptureStreamName[];
    }
  | { at: 'open'; pausedAtMs: number; streams: readonly CaptureStreamName[]; lastInputAtMs: number };

export type CardFormEvent =
  /** The agent opens the form while these run. */
  | { event: 'open'; running: readonly CaptureStreamName[] }
  | { event: 'paused'; stream: CaptureStreamName }
  | { event: 'input' }
  | { event: 'end'; reason: 'submitted' | 'closed' | 'crashed' }
  /** Time has passed. */
  | { event: 'tick' };

export type GapReason = 'submitted' | 'closed' | 'crashed' | 'idle' | 'not-paused-in-time';
export type CardFormOrder =
  | { order: 'pause'; streams: readonly CaptureStreamName[] }
  | { order: 'enable-form' }
  | { order: 'disable-form' }
  | { order: 'resume'; streams: readonly CaptureStreamName[] }
  /** What the recording lacks, and why. */
  | { order: 'mark-gap'; fromMs: number; untilMs: number; reason: GapReason };

type Step = { state: CardFormState; orders: CardFormOrder[] };

function end(state: CardFormState, reason: GapReason, nowMs: number): Step {
  if (state.at === 'closed') return { state, orders: [] };
  const fromMs = state.at === 'open' ? state.pausedAtMs : state.orderedAtMs;
  const gap: CardFormOrder[] =
    state.streams.length > 0
      ? [
          { order: 'resume', streams: state.streams },
          { order: 'mark-gap', fromMs, untilMs: nowMs, reason },
        ]
      : [];
  return { state: { at: 'closed' }, orders: [{ order: 'disable-form' }, ...gap] };
}

function open(running: readonly CaptureStreamName[], nowMs: number): Step {
  const streams = [...new Set(running)];
  if (streams.length === 0) {
    return {
      state: { at: 'open', pausedAtMs: nowMs, streams, lastInputAtMs: nowMs },
      orders: [{ order: 'enable-form' }],
    };
  }
  return {
    state: { at: 'pausing', orderedAtMs: nowMs, streams, waitingFor: streams },
    orders: [{ order: 'pause', streams }],
  };
}

/** What has run out by now, before anything else is looked at: a late word does not open a form. */
function expire(state: CardFormState, nowMs: number): Step {
  if (state.at === 'pausing' && nowMs - state.orderedAtMs > PAUSE_WITHIN_MS) {
    return end(state, 'not-paused-in-time', nowMs);
  }
  if (state.at === 'open' && nowMs - state.lastInputAtMs >= FORM_IDLE_MS) return end(state, 'idle', nowMs);
  return { state, orders: [] };
}

function acknowledge(state: CardFormState, stream: CaptureStreamName, nowMs: number): Step {
  if (state.at !== 'pausing') return { state, orders: [] };
  const waitingFor = state.waitingFor.filter((each) => each !== stream);
  if (waitingFor.length > 0) return { state: { ...state, waitingFor }, orders: [] };
  return {
    state: { at: 'open', pausedAtMs: state.orderedAtMs, streams: state.streams, lastInputAtMs: nowMs },
    orders: [{ order: 'enable-form' }],
  };
}

function follow(state: CardFormState, event: CardFormEvent, nowMs: number): Step {
  if (event.event === 'open' && state.at === 'closed') return open(event.running, nowMs);
  if (event.event === 'paused') return acknowledge(state, event.stream, nowMs);
  if (event.event === 'end') return end(state, event.reason, nowMs);
  const isTyped = event.event === 'input' && state.at === 'open';
  return { state: isTyped ? { ...state, lastInputAtMs: nowMs } : state, orders: [] };
}

/** The next state of the form, and what must be done, in this order. */
export function afterFormEvent(before: CardFormState, event: CardFormEvent, nowMs: number): Step {
  const expired = expire(before, nowMs);
  const { state, orders } = follow(expired.state, event, nowMs);
  return { state, orders: [...expired.orders, ...orders] };
}
