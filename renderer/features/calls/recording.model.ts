/** What the recording of a call says for itself, and when a pause for a payment ends. Pure. */
import type { RecordingStatus } from '../../../shared/ipc/local-schemas.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

/** `sentence` is what a screen reader and the dialog say. Only `paused` is a pause: `unknown` may well be recorded. */
export const recordingWords: Readonly<
  Record<RecordingStatus['state'], { label: string; sentence: string; tone: Tone }>
> = {
  on: { label: 'Recording', sentence: 'The telephone system records this call.', tone: 'neutral' },
  paused: {
    label: 'Recording paused',
    sentence: 'The telephone system has confirmed the pause: nothing is recorded now.',
    tone: 'warn',
  },
  off: { label: 'Not recorded', sentence: 'The telephone system does not record this call.', tone: 'neutral' },
  unknown: {
    label: 'Recording unknown',
    sentence: 'The telephone system did not answer: treat this call as recorded.',
    tone: 'stop',
  },
  changing: { label: 'Asking', sentence: 'Waiting for the telephone system to confirm.', tone: 'neutral' },
};

/** How long a pause for a payment lasts unless it is said again: main resumes then (rulebook P-1, case 3). */
const paymentPauseMs = 120_000;

/** When a pause for a payment ends by itself, epoch milliseconds; null when no such pause is on. */
export const resumesAtMs = (status: RecordingStatus | null): number | null =>
  status?.state === 'paused' && status.reason === 'payment' ? Date.parse(status.asOf) + paymentPauseMs : null;

/** Why it is paused, in words. */
export const reasonWords: Readonly<Record<NonNullable<RecordingStatus['reason']>, string>> = {
  payment: 'For a payment.',
  'consumer-objects': 'Because they object to being recorded.',
  agent: 'By hand.',
};
