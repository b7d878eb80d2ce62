/** How a call ends in the call machine: who ended it, with which status, in which words. Pure. */
import type { CallMachine, CallOutcome, MachineEvent, Step } from './call-machine.ts';
import { endReasonOf } from './end-reasons.ts';

export function end(call: CallMachine, outcome: CallOutcome): Step {
  return {
    call: { ...call, state: 'ended', outcome, isReconnecting: false, renegotiation: null, isHeldByRemote: false },
    effects: [{ do: 'record', type: 'ended' }, { do: 'release' }],
  };
}

export const endBySystem = (call: CallMachine, endReason: string, sipStatus: number | null = null): Step =>
  end(call, { sipStatus: sipStatus ?? (call.wasAnswered ? 200 : null), endedBy: 'system', endReason });

export function endByRemote(call: CallMachine, sipStatus: number): Step {
  return end(call, { sipStatus, endedBy: 'remote', endReason: endReasonOf(sipStatus, call) });
}

function reasonOfAgent(call: CallMachine): string {
  if (call.isTransferred && call.transfer) {
    const { kind, targetName } = call.transfer;
    return kind === 'park' ? `Parked: ${targetName}` : `Transferred to ${targetName}`;
  }
  if (call.state === 'merged') return 'You left the conference';
  if (call.wasAnswered) return 'You hung up';
  return call.direction === 'inbound' ? 'You declined' : 'You cancelled';
}

/** How a call ends that the agent hung up: 200 after an answer, else 487, "Request Terminated" (RFC 3261 section 21.4.25). */
export const endByAgent = (call: CallMachine): Step =>
  end(call, { sipStatus: call.wasAnswered ? 200 : 487, endedBy: 'agent', endReason: reasonOfAgent(call) });

const endings = new Set<MachineEvent['type']>([
  'rejected',
  'remote-hung-up',
  'terminated',
  'failed',
  'ending-timeout',
  'signalling-lost',
]);

/** A consultation whose far end is gone: the PBX connects the others and ends both our legs, in whichever order. */
function stepFarEndGone(call: CallMachine, { type }: MachineEvent): Step {
  if (type === 'transfer-accepted') {
    const { call: over, effects } = endByAgent({ ...call, isTransferred: true });
    return { call: over, effects: [{ do: 'record', type: 'transferred' }, ...effects] };
  }
  const isKnown = type === 'transfer-refused' || type === 'ending-timeout' || type === 'failed' || type === 'hang-up';
  return isKnown ? endByRemote(call, 200) : { call, effects: [] };
}

export function stepEnding(call: CallMachine, event: MachineEvent): Step {
  if (call.isFarEndGone) return stepFarEndGone(call, event);
  // A 200 that crossed our CANCEL: the far end is in a call now and needs a BYE (RFC 3261 section 9.1).
  if (event.type === 'answered') return { call: { ...call, wasAnswered: true }, effects: [{ do: 'hang-up' }] };
  return endings.has(event.type) ? endByAgent(call) : { call, effects: [] };
}
