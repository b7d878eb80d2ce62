/**
 * Transfers in the call machine, pure: a REFER leaves only when the hold before it is settled (RFC 5589 section 6), nothing
 * is let go before a final NOTIFY said 2xx, and whatever else happens leaves the call on hold with us.
 *
 *   active, held ──transfer──► held, transfer asked ──hold settled──► REFER
 *     asked ──NOTIFY 2xx──► ending (our BYE) ──► ended "Transferred to …", or for a conference ──► merged (our BYE)
 *     asked ──refused | no final NOTIFY in time | signalling lost──► held, transfer refused
 *     asked ──remote-hung-up──► ended by the far end: nothing is left that could be rolled back
 */
import type { CallMachine, Effect, MachineEvent, Step, TransferTarget } from './call-machine.ts';

type Asked = Extract<MachineEvent, { type: 'transfer' }>;
type Settled = Extract<MachineEvent, { type: 'transfer-accepted' | 'transfer-refused' }>;

export const isBeingTransferred = (call: CallMachine): boolean => call.transfer?.state === 'asked';

/** Adds the REFER to a step as soon as the call is quietly on hold. */
export function referWhenSettled(step: Step): Step {
  const { call, effects } = step;
  const { referral } = call;
  const isQuiet = call.state === 'held' && call.renegotiation === null && !call.isReconnecting;
  if (!isQuiet || !referral?.to || referral.isSent || !isBeingTransferred(call)) return step;
  const refer: Effect = { do: 'refer', attempt: referral.attempt, to: referral.to };
  return { call: { ...call, referral: { ...referral, isSent: true } }, effects: [...effects, refer] };
}

/** Asks for a transfer; the caller sees to the hold. A call that is being transferred already is not asked twice. */
export function askTransfer(call: CallMachine, { kind, targetName, to }: Asked): CallMachine | null {
  if (isBeingTransferred(call)) return null;
  const attempt = (call.referral?.attempt ?? 0) + 1;
  const referral: { attempt: number; to: TransferTarget | null; isSent: boolean } = { attempt, to, isSent: false };
  return { ...call, transfer: { kind, targetName, state: 'asked', sipStatus: null }, referral };
}

/** The transfer came to nothing: the call is on hold, where it was. */
export function rollBack(call: CallMachine, sipStatus: number | null): CallMachine {
  const { transfer } = call;
  if (transfer?.state !== 'asked') return call;
  return { ...call, transfer: { ...transfer, state: 'refused', sipStatus } };
}

/** The final word on a REFER. A late one is believed as well: the far end is elsewhere then, whatever was thought meanwhile. */
export function settleTransfer(call: CallMachine, event: Settled): Step {
  const { transfer, referral } = call;
  const isOurs = transfer && referral && (event.attempt === null || event.attempt === referral.attempt);
  if (!isOurs) return { call, effects: [] };
  if (event.type === 'transfer-refused') return { call: rollBack(call, event.sipStatus), effects: [] };
  if (event.attempt === null && transfer.state !== 'asked') return { call, effects: [] };
  const quiet: CallMachine = { ...call, renegotiation: null, isHeldByRemote: false, isMediaLost: false };
  if (transfer.kind === 'conference') {
    const effects: Effect[] = [{ do: 'record', type: 'merged' }, { do: 'hang-up' }, { do: 'release-media' }];
    return { call: { ...quiet, state: 'merged', transfer: null, isReconnecting: false }, effects };
  }
  const effects: Effect[] = [{ do: 'record', type: 'transferred' }, { do: 'hang-up' }, { do: 'await-end' }];
  return { call: { ...quiet, state: 'ending', isTransferred: true }, effects };
}
