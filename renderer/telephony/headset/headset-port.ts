/**
 * The door between the phone and whatever headset hangs on it. The phone is the only truth: the port shows it with lamps
 * and hands on what the person pressed as a wish, which the phone may grant or not.
 */
import type { Result } from '../../../shared/contracts/core/result.ts';
import type { Headset } from '../../../shared/ipc/phone-snapshot.ts';

/** What the phone is doing, as far as a headset can show it. */
export type HeadsetView = {
  /** A call waits to be answered. */
  isRinging: boolean;
  /** Some call is under way: placed, answered, on hold. */
  isOffHook: boolean;
  isMuted: boolean;
  /** The calls that are under way all wait on hold. */
  isHeld: boolean;
};

export const idleView: HeadsetView = { isRinging: false, isOffHook: false, isMuted: false, isHeld: false };

/** What somebody asked for with a button. */
export type HeadsetWish =
  | { wants: 'answer' }
  | { wants: 'decline' }
  | { wants: 'hang-up' }
  | { wants: 'set-muted'; isMuted: boolean }
  | { wants: 'toggle-hold' };

export type HeadsetPort = {
  /** Shows this on every headset; the same view again changes nothing. */
  mirror: (view: HeadsetView) => void;
  /** Lets the person choose a device; needs a click in the same moment. Choosing none is no failure. */
  connect: () => Promise<Result<null>>;
  snapshot: () => Headset;
  /** All lamps off: the phone goes away. */
  close: () => void;
};
