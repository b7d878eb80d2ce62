/**
 * Hold and re-INVITEs in the call machine, pure. One re-INVITE at a time (RFC 3261 section 14.1); what was wished for meanwhile
 * is caught up with when the far end has answered.
 */
import { endBySystem } from './call-endings.ts';
import type { CallMachine, Effect, MachineEvent, Step } from './call-machine.ts';
import { isBeingTransferred } from './call-transfer.ts';

const stay = (call: CallMachine): Step => ({ call, effects: [] });

/** Sends a re-INVITE that brings the far end up to what is wanted, unless one is under way or nobody is there to hear it. */
export function renegotiate(call: CallMachine, effects: Effect[] = []): Step {
  if (call.renegotiation || call.isReconnecting) return { call, effects };
  const attempt = call.attempts + 1;
  const { wantsHold: isHeld, needsIceRestart: restartsIce } = call;
  return {
    call: { ...call, attempts: attempt, renegotiation: { attempt, isHeld, restartsIce }, needsIceRestart: false },
    effects: [...effects, { do: 'renegotiate', attempt, isHeld, restartIce: restartsIce }],
  };
}

export function setHeld(call: CallMachine, isHeld: boolean): Step {
  if (isHeld) return hold(call);
  // Who is on the way to somebody else cannot be talked to.
  if (!call.wantsHold || isBeingTransferred(call)) return stay(call);
  return renegotiate({ ...call, wantsHold: false, transfer: null });
}

export function hold(call: CallMachine): Step {
  if (call.wantsHold) return stay(call);
  const effects: Effect[] = call.state === 'held' ? [] : [{ do: 'record', type: 'held' }];
  return renegotiate({ ...call, wantsHold: true, state: 'held', isMediaLost: false }, effects);
}

/** The far end's word on a re-INVITE. Words on an attempt that was given up with its connection are not listened to. */
export function settle(call: CallMachine, event: Extract<MachineEvent, { type: 'renegotiated' }>): Step {
  const asked = call.renegotiation;
  if (!asked || asked.attempt !== event.attempt) return stay(call);
  const idle = { ...call, renegotiation: null };
  if (event.sipStatus === 481 || event.sipStatus === 408) {
    return endBySystem(idle, 'The phone system no longer has this call');
  }
  const isOutdated = asked.isHeld !== call.wantsHold || call.needsIceRestart;
  const isAgreed = event.sipStatus >= 200 && event.sipStatus < 300;
  if (isOutdated) return renegotiate(idle);
  if (!isAgreed) return stay({ ...idle, wantsHold: call.state === 'held' });
  if (call.state !== 'held' || call.wantsHold) return stay(idle);
  return { call: { ...idle, state: 'active' }, effects: [{ do: 'record', type: 'resumed' }] };
}
