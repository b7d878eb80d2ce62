/**
 * What becomes of a call's recording when somebody objects, and when somebody joins (rule book REC). Pure: what was, and what
 * happened, in; what is now, and what must be done, out.
 *
 *   not announced ──announced──▶ announced ──joined──▶ not announced (the recorder waits)
 *        └────────────objected────────┴──────▶ declined, for the rest of the call
 *
 * The announcement itself is recorded, so the recorder runs from it on, not from consent on. What was recorded before an
 * objection is kept: it is evidence of what was said until then (12 CFR 1006.100(b)).
 */
import type { AllPartyState } from './rules/recording-consent.ts';

/** How fast a recorder must stop after an objection. */
export const RECORDER_STOPS_WITHIN_MS = 1000;

/** What the organization does after an objection. */
export type ObjectionPolicy = 'continue-unrecorded' | 'end-call';

export type CallRecording = {
  isRecording: boolean;
  /** The announcement that everybody now on the line has heard; null: somebody has not. */
  announcedAtMs: number | null;
  /** The first objection; it holds until the call is over. */
  declinedAtMs: number | null;
  /** Everybody's consent is needed, not only the knowledge of it. */
  needsConsent: boolean;
};

export type RecordingOrder =
  | { order: 'stop-recorder'; byMs: number }
  /** What has been recorded until then stays. */
  | { order: 'keep-earlier-audio'; untilMs: number }
  | { order: 'mark'; marker: 'recording_declined' | 'recording_announced_again'; atMs: number }
  | { order: 'pause-recorder'; byMs: number }
  | { order: 'announce'; asksConsent: boolean }
  | { order: 'continue-unrecorded' }
  | { order: 'end-call'; say: string };

type Step = { recording: CallRecording; orders: RecordingOrder[] };

/**
 * After an objection, by whomever on the line. A second objection changes nothing: the recorder has stopped, and the policy
 * has been applied.
 */
export function afterObjection(recording: CallRecording, atMs: number, policy: ObjectionPolicy): Step {
  if (recording.declinedAtMs !== null) return { recording, orders: [] };
  const stop: RecordingOrder[] = recording.isRecording
    ? [
        { order: 'stop-recorder', byMs: atMs + RECORDER_STOPS_WITHIN_MS },
        { order: 'keep-earlier-audio', untilMs: atMs },
      ]
    : [];
  return {
    recording: { ...recording, isRecording: false, declinedAtMs: atMs },
    orders: [
      ...stop,
      { order: 'mark', marker: 'recording_declined', atMs },
      policy === 'end-call'
        ? { order: 'end-call', say: 'I understand. I cannot go on without a recording, so I will end the call here.' }
        : { order: 'continue-unrecorded' },
    ],
  };
}

/**
 * After somebody joined: whoever has not heard the announcement hears it before they are recorded. Once anybody has objected
 * nothing is recorded any more, so there is nothing to announce.
 * @param state Two-letter state of whoever joined; null: not known, which counts as the strictest.
 */
export function afterJoining(
  recording: CallRecording,
  joined: { atMs: number; state: string | null },
  allPartyStates: readonly AllPartyState[],
): Step {
  const isStrict = joined.state === null || allPartyStates.some(({ state }) => state === joined.state);
  const needsConsent = recording.needsConsent || isStrict;
  if (recording.declinedAtMs !== null) return { recording: { ...recording, needsConsent }, orders: [] };
  const pause: RecordingOrder[] = recording.isRecording
    ? [{ order: 'pause-recorder', byMs: joined.atMs + RECORDER_STOPS_WITHIN_MS }]
    : [];
  return {
    recording: { ...recording, isRecording: false, announcedAtMs: null, needsConsent },
    orders: [
      ...pause,
      { order: 'announce', asksConsent: needsConsent },
      { order: 'mark', marker: 'recording_announced_again', atMs: joined.atMs },
    ],
  };
}

/** After the announcement, which is itself on the recording. Nothing begins again after an objection. */
export const afterAnnouncement = (recording: CallRecording, atMs: number): CallRecording =>
  recording.declinedAtMs === null ? { ...recording, isRecording: true, announcedAtMs: atMs } : recording;
