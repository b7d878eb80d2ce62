/**
 * Transfers and parking. The machine of each call keeps the promise (nothing is let go before the far end said 200, everything
 * else leaves it on hold); here the two legs of an attended transfer are kept in step.
 */
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { isBeingTransferred } from '../call-transfer.ts';
import type { LiveCall } from '../live-call.ts';
import { type Answer, done, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';

type Order<Name extends PhoneOrder['do']> = Extract<PhoneOrder, { do: Name }>;
type Pair = { call: LiveCall; consultation: LiveCall };

export class Transfers {
  #calls: CallList;
  #pairs: Pair[] = [];

  constructor(calls: CallList) {
    this.#calls = calls;
  }

  /** To an address of the phone system, or into a parking place. */
  transfer({ callId, kind, sipTarget, targetName }: Order<'transfer'>): Answer {
    const call = this.#calls.talking(callId);
    if (!call) return refuse('phone/no-such-call');
    if (!canBeMoved(call)) return refuse('phone/not-possible-now');
    call.dispatch({ type: 'transfer', kind, targetName, to: { sipTarget } });
    return done;
  }

  /** Connects the two far ends with each other; both our legs end. */
  complete({ callId, consultationCallId }: Order<'complete-transfer'>): Answer {
    const call = this.#calls.talking(callId);
    const consultation = this.#calls.talking(consultationCallId);
    if (!call || !consultation || call === consultation) return refuse('phone/no-such-call');
    if (!canBeMoved(call) || !canBeMoved(consultation)) return refuse('phone/not-possible-now');
    consultation.dispatch({ type: 'transfer', kind: 'attended', targetName: nameOf(call), to: null });
    call.dispatch({ type: 'transfer', kind: 'attended', targetName: nameOf(consultation), to: { consultationCallId } });
    this.#pairs.push({ call, consultation });
    this.settle();
    return done;
  }

  /** After each change: what became of one leg is told to the other. */
  settle(): void {
    const open = this.#pairs;
    this.#pairs = open.filter(({ call }) => isBeingTransferred(call.machine) && !call.isOver);
    for (const { call, consultation } of open) {
      const { isTransferred, transfer } = call.machine;
      if (isTransferred) consultation.dispatch({ type: 'transfer-accepted', attempt: null });
      else if (call.isOver || transfer?.state !== 'asked') {
        const sipStatus = transfer?.sipStatus ?? null;
        consultation.dispatch({ type: 'transfer-refused', attempt: null, sipStatus });
      }
    }
  }
}

const nameOf = ({ identity }: LiveCall): string => identity.remoteName ?? identity.remoteNumber;
const canBeMoved = ({ machine, facts }: LiveCall): boolean =>
  !isBeingTransferred(machine) && !machine.isReconnecting && facts.supervision === null && facts.messageDrop === null;
