/**
 * Calls that this phone places: to the outside with a dial permit, inside the phone system, to the emergency services. The
 * other calls are on hold before a microphone is opened for a new one.
 */
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import type { Result } from '../../../shared/contracts/core/result.ts';
import type { Caller, PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import type { CallEngine, CallPass, EngineCallEvent } from '../call-engine.ts';
import { startOutgoing, startPickUp } from '../call-machine.ts';
import type { CallIdentity, LiveCall } from '../live-call.ts';
import { type Answer, done, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';

type Order<Name extends PhoneOrder['do']> = Extract<PhoneOrder, { do: Name }>;

/** A call to be placed, whoever asked for it. */
export type PlannedCall = {
  identity: CallIdentity;
  sipTarget: string;
  pass: CallPass;
  clickedAtMs: number;
  /** Who waited in a parking place. */
  parked?: Caller;
};

export type PlacementDependencies = {
  calls: CallList;
  engine: () => Pick<CallEngine, 'dial' | 'isRegistered'>;
  warmUpMicrophone: () => Promise<Result<unknown>>;
};

export class CallPlacement {
  #dependencies: PlacementDependencies;

  constructor(dependencies: PlacementDependencies) {
    this.#dependencies = dependencies;
  }

  dial(order: Order<'dial'>): Promise<Answer> {
    return this.place({
      ...order,
      identity: identityOf(order, { ...order, kind: 'consumer' }),
      pass: { kind: 'dial-permit', permit: order.dialPermit },
    });
  }

  dialInternal(order: Order<'dial-internal'>): Promise<Answer> {
    return this.place({ ...order, identity: identityOf(order, order), pass: { kind: 'internal' } });
  }

  /** Fetches a consumer from a parking place. Nothing is on record when nobody waits there any more. */
  pickUp(order: Order<'pick-up'>): Promise<Answer> {
    return this.place({
      ...order,
      identity: identityOf(order, { ...order, kind: 'consumer' }),
      pass: { kind: 'internal' },
      parked: order.caller,
    });
  }

  /** `added` is told the call before its INVITE is made. */
  async place(plan: PlannedCall, added: (call: LiveCall) => void = () => {}): Promise<Answer> {
    const { calls, engine, warmUpMicrophone } = this.#dependencies;
    const { callId } = plan.identity;
    if (calls.find(callId)) return refuse('calls/already-ended', 'This call was already placed.');
    const call = plan.parked
      ? calls.add(plan.identity, startPickUp(), { caller: plan.parked, isRecordedOnceAnswered: true })
      : calls.add(plan.identity, startOutgoing());
    added(call);
    const stop = (code: Problem['code'], reason: string): Answer => {
      call.dispatch({ type: 'failed', reason });
      return refuse(code);
    };
    if (!engine().isRegistered()) return stop('phone/not-registered', 'The phone is not connected');
    calls.holdOthers(callId);
    const microphone = await warmUpMicrophone();
    if (!microphone.ok) return stop('phone/microphone-denied', microphone.problem.message);
    this.begin(call, plan);
    return done;
  }

  /** Sends the INVITE, unless the call was given up meanwhile. */
  begin(call: LiveCall, { sipTarget, pass, clickedAtMs }: PlannedCall): void {
    if (call.machine.state !== 'starting') return;
    const listener = (event: EngineCallEvent): void => call.dispatch(event);
    const engineCall = this.#dependencies.engine().dial({ sipTarget, pass, clickedAtMs }, listener);
    call.attach(engineCall);
    engineCall.begin();
  }
}

/** Who is called, and what for. */
export const identityOf = (
  { callId, remoteNumber, remoteName }: Pick<CallIdentity, 'callId' | 'remoteNumber' | 'remoteName'>,
  what: { kind: CallIdentity['kind']; accountId?: string | null; consultationFor?: string | null },
): CallIdentity => ({
  callId,
  kind: what.kind,
  remoteNumber,
  remoteName,
  accountId: what.accountId ?? null,
  consultationFor: what.consultationFor ?? null,
});
