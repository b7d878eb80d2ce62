/**
 * Listening in on a colleague's call. The phone system keeps who is heard by whom; here the microphone is off while listening,
 * so that no mistake there lets a supervisor be heard. Silence is sent in its place: it carries the keys that switch the
 * mode, and tells the phone system that somebody is still there.
 */
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import type { DtmfMethod } from '../call-engine.ts';
import type { LiveCall } from '../live-call.ts';
import { type Answer, done, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';
import { type CallPlacement, identityOf } from './call-placement.ts';

type Order<Name extends PhoneOrder['do']> = Extract<PhoneOrder, { do: Name }>;
type Digits = Order<'supervise'>['modeDigits'];
type Silence = { track: MediaStreamTrack; close: () => void };
type Supervision = { call: LiveCall; digits: Digits; silence: Silence; told: SupervisionMode; isTelling: boolean };

export type SupervisionDependencies = {
  calls: CallList;
  placement: CallPlacement;
  createSilence: () => Silence;
  dtmfMethod: () => DtmfMethod;
};

/** A listener is what the phone system takes everybody for who has not said otherwise. */
const firstMode: SupervisionMode = 'listen';
/** A key that could not be sent is sent again. */
const againMs = 2000;
export class Supervisions {
  #dependencies: SupervisionDependencies;
  #supervisions: Supervision[] = [];

  constructor(dependencies: SupervisionDependencies) {
    this.#dependencies = dependencies;
  }

  supervise(order: Order<'supervise'>): Promise<Answer> {
    const { placement, createSilence } = this.#dependencies;
    const { sipTarget, clickedAtMs, supervisionPermit, mode, agentId, agentName, modeDigits } = order;
    const identity = identityOf(order, { kind: 'supervision' });
    const pass = { kind: 'supervision-permit', permit: supervisionPermit } as const;
    return placement.place({ identity, sipTarget, pass, clickedAtMs }, (call) => {
      const silence = createSilence();
      void call.media.setSubstitute(silence.track);
      call.note({ supervision: { mode, agentId, agentName } });
      call.dispatch({ type: 'set-replaced', isReplaced: true });
      this.#supervisions.push({ call, digits: modeDigits, silence, told: firstMode, isTelling: false });
    });
  }

  setMode({ callId, mode }: Order<'set-supervision-mode'>): Answer {
    const supervision = this.#supervisions.find(({ call }) => call.identity.callId === callId);
    const current = supervision?.call.facts.supervision;
    if (!supervision || !current || supervision.call.isOver) return refuse('phone/no-such-call');
    // Off at once, on only when the phone system has the key: nobody is heard in a mode that was not chosen.
    if (mode === 'listen') supervision.call.dispatch({ type: 'set-replaced', isReplaced: true });
    supervision.call.note({ supervision: { ...current, mode } });
    void this.#tell(supervision);
    return done;
  }

  /** A few times a second, and after each change. */
  settle(): void {
    for (const supervision of this.#supervisions) {
      if (supervision.call.isOver) supervision.silence.close();
      else void this.#tell(supervision);
    }
    this.#supervisions = this.#supervisions.filter(({ call }) => !call.isOver);
  }

  /** Presses the key of the mode that is wanted, once there is a way for it; one key after the other. */
  async #tell(supervision: Supervision): Promise<void> {
    const { call, digits, told, isTelling } = supervision;
    const mode = call.facts.supervision?.mode ?? told;
    const leg = call.engineCall;
    const isOpen = leg?.peerConnection()?.connectionState === 'connected';
    if (mode === told || isTelling || call.machine.state !== 'active' || !isOpen) return;
    supervision.isTelling = true;
    if (await leg.sendDtmf(digits[mode], this.#dependencies.dtmfMethod())) supervision.told = mode;
    else await new Promise((resolve) => setTimeout(resolve, againMs));
    supervision.isTelling = false;
    const isWanted = call.facts.supervision?.mode === mode && supervision.told === mode;
    if (isWanted && mode !== 'listen') call.dispatch({ type: 'set-replaced', isReplaced: false });
  }
}
