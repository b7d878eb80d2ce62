/**
 * How the server commands the PBX: one type, an adapter for each kind of PBX.
 *
 * Promise: an answer is what the PBX confirmed, never what was hoped for. What it did not confirm in time is
 * `telephony/pbx-silent`; what this server has no PBX for is `telephony/not-offered`; a call or queue the PBX does not
 * know is `request/not-found`.
 */
import { type ErrorCode } from '../../../shared/contracts/core/error-codes.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';

/** The names a call is known by at the PBX. */
export type PbxCallKey = {
  /** In the channel variable `DESKLINE_CALL_ID`, of calls that went through the gate. */
  callId: string;
  /** RFC 3261 Call-ID of the agent's leg, once its phone has told it. */
  sipCallId: string | null;
};

export type PbxRecordingState = 'off' | 'on' | 'paused';

export type PbxQueue = {
  id: string;
  /** Callers waiting. */
  waiting: number;
  members: { sipUser: string; isPaused: boolean }[];
};

export type PbxControl = {
  getRecording(call: PbxCallKey): Promise<PbxRecordingState>;
  /** Pauses or resumes; gives the state afterwards, `off` when the call is not recorded at all. */
  setRecordingPaused(call: PbxCallKey, isPaused: boolean): Promise<PbxRecordingState>;
  /** Ends the call for everybody in it. */
  hangUp(call: PbxCallKey): Promise<void>;
  listQueues(): Promise<PbxQueue[]>;
  /** Signing in twice, or out of what one is not in, changes nothing. `isPaused`: how a new member begins. */
  setQueueMembership(member: {
    queueId: string;
    sipUser: string;
    isSignedIn: boolean;
    isPaused: boolean;
  }): Promise<void>;
  /** In every queue the agent is signed in to. */
  setPaused(sipUser: string, isPaused: boolean, reason: string | null): Promise<void>;
  /** Digits of the parking places in which somebody waits now. */
  listParkedPlaces(): Promise<string[]>;
  /** Lets go of the PBX; no command may follow. */
  stop(): Promise<void>;
};

/** How long a command may take. A request waits for it while it holds a database connection, so it is short. */
export const commandTimeoutMs = 2000;

export const pbxSilent = (why: string): ProblemError => new ProblemError('telephony/pbx-silent', { detail: { why } });
export const unknownToPbx = (what: 'call' | 'queue'): ProblemError =>
  new ProblemError('request/not-found', { message: `The telephone system knows no such ${what}.` });

/** The code of an expected failure; `undefined` of any other. */
export const problemCodeOf = (error: unknown): ErrorCode | undefined =>
  error instanceof ProblemError ? error.problem.code : undefined;
