/**
 * A supervisor at an agent's call. Both sides are always heard; who hears the supervisor is the mode, switched by key:
 *
 *     4 listen: nobody     5 whisper: the agent     6 barge: both
 *
 * Promise: the far end hears a supervisor in `barge` only. It ends with the agent's call.
 */
import type { SupervisionMode } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { LegFilter, MediaLeg } from './media-leg.ts';
import { FrameQueue, mixFrames } from './mixing.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import { Place } from './participant.ts';
import type { Sound } from './pcmu.ts';
import type { PracticeCall } from './practice-call.ts';

const modeKeys: Record<string, SupervisionMode | undefined> = { '4': 'listen', '5': 'whisper', '6': 'barge' };

export class Supervision extends Place implements LegFilter {
  mode: SupervisionMode;
  #supervisor: PracticeCall;
  #leg: MediaLeg;
  #fromAgent = new FrameQueue();
  #toAgent = new FrameQueue();
  #whispered = new FrameQueue();
  #barged = new FrameQueue();

  /** Both calls are answered. */
  static begin(supervisor: PracticeCall, agent: PracticeCall, mode: SupervisionMode): Supervision | undefined {
    if (agent.leg === undefined || agent.over.aborted) {
      supervisor.end();
      return undefined;
    }
    const supervision = new Supervision(supervisor, agent.leg, mode);
    if (!supervision.enter(supervisor)) return undefined;
    agent.leg.filters.push(supervision);
    supervisor.onKey.add((key) => (supervision.mode = modeKeys[key] ?? supervision.mode));
    agent.over.addEventListener('abort', () => supervisor.end(), { signal: supervisor.over });
    startPacing(supervision);
    return supervision;
  }

  private constructor(supervisor: PracticeCall, leg: MediaLeg, mode: SupervisionMode) {
    super();
    this.#supervisor = supervisor;
    this.#leg = leg;
    this.mode = mode;
  }

  fromAgent(frame: Sound): Sound {
    this.#fromAgent.push(frame);
    return withVoice(frame, this.mode === 'barge' ? this.#barged.take() : undefined);
  }

  toAgent(frame: Sound): Sound {
    this.#toAgent.push(frame);
    return withVoice(frame, this.mode === 'listen' ? undefined : this.#whispered.take());
  }

  pace(): void {
    const heard = [this.#fromAgent.take(), this.#toAgent.take()].filter((frame) => frame !== undefined);
    this.#supervisor.hear(mixFrames(heard));
  }

  protected override spoke(_who: unknown, frame: Sound): void {
    if (this.mode !== 'listen') this.#whispered.push(frame);
    if (this.mode === 'barge') this.#barged.push(frame);
  }

  protected override left(): void {
    stopPacing(this);
    const at = this.#leg.filters.indexOf(this);
    if (at >= 0) this.#leg.filters.splice(at, 1);
  }
}

const withVoice = (frame: Sound, voice: Sound | undefined): Sound =>
  voice === undefined ? frame : mixFrames([frame, voice]);
