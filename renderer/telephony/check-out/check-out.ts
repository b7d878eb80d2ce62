/**
 * The phone page's part of the check-out before the shift: microphone, speaker, ringer, headset, phone system and the
 * way of the sound. Each finding is told as soon as there is one; all of it takes at most 25 s, whatever hangs.
 *
 *   microphone ──► speaker ──► ringer       one after the other: a tone must not be taken for a voice
 *   headset                                 at once
 *   phone system ──► way of the sound       the echo needs the phone system
 */
import type { CheckOutItem } from '../../../shared/domain/telephony/check-out.ts';
import type { CheckOutFinding, Headset } from '../../../shared/ipc/phone-snapshot.ts';
import type { PhoneAudio } from '../media/phone-audio.ts';
import { measureMicrophone, measureOutput } from '../media/sound-probes.ts';
import type { OutputRole } from '../media/sound-output.ts';
import { type DialEcho, probeEcho } from './echo-probe.ts';
import {
  failedWith,
  type Finding,
  headsetFinding,
  microphoneFinding,
  outputFinding,
  pbxFinding,
  warning,
} from './findings.ts';
import { type IceServer, probeIceServer, probeThisComputer } from './ice-probe.ts';

/** What the check-out looks at of the phone's connection. */
export type PhoneLine = {
  isRegistered: boolean;
  /** Why not, in plain words. */
  reason: string | null;
  /** One OPTIONS and its answer, milliseconds; null: none in time. */
  roundTripMs: () => Promise<number | null>;
  iceServers: readonly IceServer[];
  /** Null: the phone system has no echo. */
  dialEcho: DialEcho | null;
};

export type CheckOutDependencies = {
  audio: PhoneAudio;
  headset: () => Headset;
  line: () => PhoneLine;
  hasLiveCall: () => boolean;
  publish: (runId: string, finding: CheckOutFinding) => void;
};

const allWithinMs = 25_000;
const listenMs = 2500;
const roundTrips = 3;
const lookForCallsEveryMs = 200;
const callGoesOn = 'Not looked at: a call is going on.';
const toldInTime = (what: string): string => `${what} could not be judged within ${allWithinMs / 1000} s.`;

export class CheckOut {
  #dependencies: CheckOutDependencies;
  #running: Promise<void> | null = null;

  constructor(dependencies: CheckOutDependencies) {
    this.#dependencies = dependencies;
  }

  /** Begins one; while one runs, the new run gets its own after it. */
  async run(runId: string): Promise<void> {
    while (this.#running) await this.#running;
    this.#running = this.#runNow(runId).finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #runNow(runId: string): Promise<void> {
    const { audio, headset, hasLiveCall, publish } = this.#dependencies;
    const stopping = new AbortController();
    const { signal } = stopping;
    const calls = setInterval(() => {
      if (hasLiveCall()) stopping.abort();
    }, lookForCallsEveryMs);
    if (hasLiveCall()) stopping.abort();
    const deadline = AbortSignal.timeout(allWithinMs);
    const tell = async (item: CheckOutItem, what: string, look: () => Promise<Finding[]>): Promise<void> => {
      const began = performance.now();
      const late = new Promise<Finding[]>((resolve) =>
        deadline.addEventListener('abort', () => resolve([failedWith(toldInTime(what))])),
      );
      const findings = await Promise.race([look(), late]).catch(() => [failedWith(`${what} could not be looked at.`)]);
      const tookMs = Math.round(performance.now() - began);
      for (const { verdict, detail } of findings)
        publish(runId, { item, verdict, detail: detail.slice(0, 400), tookMs });
    };
    audio.output.setNeeded('check-out', true);
    audio.tests.stop();
    try {
      await Promise.all([
        tell('microphone', 'The microphone', () => this.#microphone(signal))
          .then(() => tell('speaker', 'The speaker', () => this.#output('speaker', signal)))
          .then(() => tell('ringer', 'The ringer', () => this.#output('ringer', signal))),
        tell('headset', 'The headset', () => Promise.resolve([headsetFinding(headset())])),
        tell('pbx', 'The phone system', () => this.#pbx()).then(() =>
          tell('media-path', 'The way of the sound', () => this.#mediaPath(signal)),
        ),
      ]);
    } finally {
      clearInterval(calls);
      audio.output.setNeeded('check-out', false);
    }
  }

  async #microphone(signal: AbortSignal): Promise<Finding[]> {
    const { audio } = this.#dependencies;
    if (signal.aborted) return [warning(callGoesOn)];
    const heard = await measureMicrophone(audio.microphone, listenMs, signal);
    if (!heard.ok) return [failedWith(`${heard.problem.message} ${heard.problem.next}`)];
    if (signal.aborted) return [warning(callGoesOn)];
    return [microphoneFinding(audio.nameOf('microphone') ?? 'The microphone', heard.value)];
  }

  async #output(role: OutputRole, signal: AbortSignal): Promise<Finding[]> {
    const { audio } = this.#dependencies;
    if (signal.aborted) return [warning(callGoesOn)];
    const name = audio.nameOf(role);
    if (name === null) return [failedWith(`There is no ${role}: plug in a headset or loudspeaker.`)];
    const played = await measureOutput(audio, role, signal);
    return [signal.aborted ? warning(callGoesOn) : outputFinding(name, played)];
  }

  async #pbx(): Promise<Finding[]> {
    const line = this.#dependencies.line();
    const answers: (number | null)[] = [];
    for (let trip = 0; line.isRegistered && trip < roundTrips; trip += 1) answers.push(await line.roundTripMs());
    return [pbxFinding(line, answers)];
  }

  /** All at once, and told together. */
  async #mediaPath(signal: AbortSignal): Promise<Finding[]> {
    const { isRegistered, iceServers, dialEcho } = this.#dependencies.line();
    const looks = iceServers.length > 0 ? iceServers.map(probeIceServer) : [probeThisComputer()];
    if (dialEcho && isRegistered)
      looks.push(signal.aborted ? Promise.resolve(warning(callGoesOn)) : probeEcho(dialEcho, signal));
    return Promise.all(looks);
  }
}
