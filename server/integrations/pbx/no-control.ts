import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PbxControl } from './pbx-control.ts';

const refuse = (): Promise<never> => Promise.reject(new ProblemError('telephony/not-offered'));

/** Without `DESKLINE_PBX_CONTROL`: the server cannot command the PBX. */
export const noPbxControl: PbxControl = {
  getRecording: refuse,
  setRecordingPaused: refuse,
  hangUp: refuse,
  listQueues: refuse,
  setQueueMembership: refuse,
  setPaused: refuse,
  listParkedPlaces: refuse,
  stop: () => Promise.resolve(),
};
