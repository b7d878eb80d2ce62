/** Between calls and headset: what a headset shall show of the calls, and which order a wish amounts to. Pure. */
import type { CallState, PhoneCall, PhoneCommand } from '../../../shared/ipc/phone-snapshot.ts';
import type { HeadsetView, HeadsetWish } from './headset-port.ts';

type Call = Pick<PhoneCall, 'callId' | 'state' | 'isMuted' | 'isHeld'>;

/** States in which the handset of a telephone would be in somebody's hand. */
const offHookStates: readonly CallState[] = [
  'starting',
  'dialling',
  'ringing',
  'early-media',
  'answering',
  'active',
  'held',
];

const isOffHook = ({ state }: Call): boolean => offHookStates.includes(state);
/** The call that buttons are about: the one that is talked in or being set up, else one on hold. */
const currentOf = (calls: readonly Call[]): Call | undefined =>
  calls.find((call) => isOffHook(call) && call.state !== 'held') ?? calls.findLast(({ state }) => state === 'held');
const ringingOf = (calls: readonly Call[]): Call | undefined => calls.find(({ state }) => state === 'incoming');

export function viewOf(calls: readonly Call[]): HeadsetView {
  const current = currentOf(calls);
  return {
    isRinging: ringingOf(calls) !== undefined,
    isOffHook: current !== undefined,
    isMuted: current?.isMuted ?? false,
    isHeld: current?.state === 'held',
  };
}

/** Null: there is nothing that this could be about any more. */
export function orderOf(wish: HeadsetWish, calls: readonly Call[]): PhoneCommand | null {
  const ringing = ringingOf(calls)?.callId;
  const current = currentOf(calls);
  switch (wish.wants) {
    case 'answer':
      return ringing === undefined ? null : { do: 'answer', callId: ringing };
    case 'decline':
      return ringing === undefined ? null : { do: 'hang-up', callId: ringing };
    case 'hang-up':
      return current ? { do: 'hang-up', callId: current.callId } : null;
    case 'set-muted':
      return current ? { do: 'set-muted', callId: current.callId, isMuted: wish.isMuted } : null;
    case 'toggle-hold':
    default:
      return current ? { do: 'set-held', callId: current.callId, isHeld: !current.isHeld } : null;
  }
}
